//! French.

use super::Said::{self, *};

pub const HELP: &[(Said, &str)] = &[
    (
        WhereLead,
        "Plus il y en a, plus la réponse est précise. Le mieux est le message entier, en fichier ; le texte du rapport convient ; la ligne avec le code suffit pour commencer.",
    ),
    (
        WherePrograms,
        "Programmes et appareils : activez leur trace de débogage",
    ),
    (ProofTitle, "Rien ne quitte cette page, et vous pouvez le vérifier"),
    (
        ProofLead,
        "Votre texte est lu par un programme qui tourne dans cette page, sur votre propre ordinateur. Il n’y a aucun serveur pour le recevoir, aucun cookie, aucun compteur, aucune police ni aucun script venu d’ailleurs.",
    ),
    (ProofChecksTitle, "Comment vérifier"),
    (
        ProofChecks,
        "Coupez votre réseau et collez à nouveau : tout fonctionne comme avant.\nOuvrez les outils de développement de votre navigateur (F12), onglet Réseau, et collez : aucune nouvelle ligne n’apparaît.\nLisez la règle ci-dessous. Le navigateur la fait respecter : la page peut charger ses propres fichiers et ne se connecter à rien d’autre.",
    ),
    (ProofPolicy, "La règle en vigueur (Content-Security-Policy)"),
    (
        ProofNoPolicy,
        "Cette copie de la page ne porte pas de règle : c’est une version de développement, ou son hébergeur la place dans un en-tête de réponse.",
    ),
    (
        ProofPolicyCannot,
        "Ce que la règle ne fait pas : elle ne vous empêche pas de suivre un lien. Les liens s’ouvrent dans un nouvel onglet sans dire d’où ils viennent, et aucune adresse de cette page ne contient jamais rien de votre texte. Installée comme application, cette page prend elle-même ce que votre téléphone partage ; si vous avez effacé ses données depuis, ouvrez-la une fois avant de partager, sinon le téléphone enverrait le texte à l’hébergeur.",
    ),
    (ProofLoaded, "Ce qui a été chargé depuis le début"),
    (
        ProofLoadedToo,
        "La partie qui lit, le worker, a pris son programme et les mots de chaque langue à côté de cette page : l’onglet Réseau les montre aussi.",
    ),
    (ProofKeptTitle, "Ce qui est gardé"),
    (
        ProofKept,
        "Votre choix de langue et de couleurs, et les fichiers de la page elle-même, pour qu’elle s’ouvre sans réseau ; les deux dans ce navigateur. Rien de votre texte : effacez, ou fermez la page, et il a disparu. Si cette page se trouve dans une autre, celle-ci apprend des codes et des noms de causes, et pas un mot de votre texte.",
    ),
    (ProofBuildTitle, "Cette version et son code source"),
    (
        ProofBuild,
        "Le numéro de version, et une empreinte de tous les fichiers de la page : deux copies de même empreinte contiennent le même programme. Le SHA-256 de chaque fichier se trouve dans sw.js, à côté de la page, celui du fichier unique dans le SHA256SUMS de sa publication.",
    ),
    (ProofSource, "Le code source de cette version"),
    (
        ProofNoSource,
        "Cette copie ne dit pas où se trouve son code source : quelqu’un l’a construite à partir d’un dossier à lui.",
    ),
    // A program, and what to do in it, a line each.
    (
        Recipe,
        "Nouvel Outlook et Outlook sur le web\nOuvrez le rapport, puis … (Autres actions) › Enregistrer sous : déposez ici le fichier .eml.\nOu … › Affichage › Afficher la source du message : sélectionnez tout, copiez, collez ici.",
    ),
    (
        Recipe,
        "Outlook classique\nOuvrez le rapport dans sa propre fenêtre, cliquez dans son texte, Ctrl+A, Ctrl+C, collez ici.\n« Informations de diagnostic pour les administrateurs », à la fin, est la partie qui compte : descendez jusque-là.",
    ),
    (
        Recipe,
        "Outlook sur téléphone\nL’application ne montre pas la source : appuyez sur le texte du rapport jusqu’à ce qu’il soit sélectionné, sélectionnez tout, copiez, collez ici. Ou ouvrez la boîte dans un navigateur.",
    ),
    (
        Recipe,
        "Gmail\nSur un ordinateur, ouvrez le rapport, puis ⋮ (Plus) › Afficher l’original › Copier dans le presse-papiers, ou Télécharger l’original.",
    ),
    (
        Recipe,
        "Mail d’Apple\nMenu Présentation › Message, puis la source du message (Raw Source, ⌥⌘U) : sélectionnez tout, copiez, collez ici.\nOu faites glisser le message de la liste sur le bureau, puis le fichier sur cette page.",
    ),
    (
        Recipe,
        "Yahoo Mail\nSur un ordinateur, ouvrez le rapport, puis … (Plus) › message brut (View raw message) : sélectionnez tout, copiez, collez ici.",
    ),
    (
        Recipe,
        "Thunderbird\nOuvrez le rapport, Ctrl+U (Code source du message) : sélectionnez tout, copiez, collez ici. Ou faites glisser le message sur cette page.",
    ),
];
