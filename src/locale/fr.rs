//! Français.

use super::{Language, Plural, Recipe, Words};

pub static WORDS: Words = Words {
    language: Language::French,

    // the bar and the frame
    skip: "Aller à la réponse",
    seal: "Rien ne quitte cette page",
    seal_short: "Rien ne quitte cette page : comment le vérifier",
    theme: "Couleurs : {}",
    theme_auto: "celles de votre appareil",
    theme_light: "claires",
    theme_dark: "sombres",
    page_title: "SMTP Lens : pourquoi un message n’est pas arrivé",
    back: "Retour au texte",

    // nothing yet
    headline: "Votre message n’est pas parti, ou il est revenu. Voyez pourquoi.",
    lead: "Collez le rapport, l’erreur, la transcription ou le journal, tel quel. La réponse dit ce qui s’est passé, qui doit agir, et quel document le dit.",
    placeholder: "Collez ici, ou déposez des fichiers : .eml .msg .mbox .txt .log .zip .gz\n\n535 5.7.3 Authentication unsuccessful\nou seulement : 5.7.57, ou : boîte pleine",
    promise: "Lu sur votre propre ordinateur. Rien n’est envoyé, rien n’est gardé.",
    try_one: "Ou essayez l’un de ceux-ci",
    examples: [
        "5.7.57 d’un scanner",
        "Une transcription swaks : 535 5.7.139",
        "« Address not found » de Gmail",
        "La trace d’un PHPMailer",
        "Trois lignes d’un journal Postfix",
        "Un rapport Exchange en français",
    ],
    where_title: "Où trouver le message entier ?",
    where_lead: "Plus il y en a, plus la réponse est précise. Le mieux est le message entier, en fichier ; le texte du rapport convient ; la ligne avec le code suffit pour commencer.",
    where_mail: &[
        Recipe {
            title: "Nouvel Outlook et Outlook sur le web",
            lines: &[
                "Ouvrez le rapport, puis … (Autres actions) › Enregistrer sous : déposez ici le fichier .eml.",
                "Ou … › Affichage › Afficher la source du message : sélectionnez tout, copiez, collez ici.",
            ],
        },
        Recipe {
            title: "Outlook classique",
            lines: &[
                "Ouvrez le rapport dans sa propre fenêtre, cliquez dans son texte, Ctrl+A, Ctrl+C, collez ici.",
                "« Informations de diagnostic pour les administrateurs », à la fin, est la partie qui compte : descendez jusque-là.",
            ],
        },
        Recipe {
            title: "Outlook sur téléphone",
            lines: &[
                "L’application ne montre pas la source : appuyez sur le texte du rapport jusqu’à ce qu’il soit sélectionné, sélectionnez tout, copiez, collez ici. Ou ouvrez la boîte dans un navigateur.",
            ],
        },
        Recipe {
            title: "Gmail",
            lines: &[
                "Sur un ordinateur, ouvrez le rapport, puis ⋮ (Plus) › Afficher l’original › Copier dans le presse-papiers, ou Télécharger l’original.",
            ],
        },
        Recipe {
            title: "Mail d’Apple",
            lines: &[
                "Menu Présentation › Message, puis la source du message (Raw Source, ⌥⌘U) : sélectionnez tout, copiez, collez ici.",
                "Ou faites glisser le message de la liste sur le bureau, puis le fichier sur cette page.",
            ],
        },
        Recipe {
            title: "Yahoo Mail",
            lines: &[
                "Sur un ordinateur, ouvrez le rapport, puis … (Plus) › message brut (View raw message) : sélectionnez tout, copiez, collez ici.",
            ],
        },
        Recipe {
            title: "Thunderbird",
            lines: &[
                "Ouvrez le rapport, Ctrl+U (Code source du message) : sélectionnez tout, copiez, collez ici. Ou faites glisser le message sur cette page.",
            ],
        },
    ],
    where_programs: "Programmes et appareils : activez leur trace de débogage",

    // the text
    your_text: "Votre texte",
    open_file: "Ouvrir un fichier",
    edit: "Modifier",
    done: "Terminé",
    clear: "Effacer",
    drop_here: "Déposez-le ici",
    hidden: "masqué",
    secret_found: "Un mot de passe ou un jeton se trouve dans ce texte. La réponse et le rapport le masquent. Changez-le si vous avez montré le texte à quelqu’un.",
    cut: "Les premiers {} sur {} sont affichés. Le tout a été lu.",
    binary: "Ce fichier n’est pas du texte : {}, {}.",
    unreadable_file: "Ce fichier n’a pas pu être ouvert : il est endommagé, vide, protégé par un mot de passe ou trop grand.",
    empty_text: "Il n’y a rien dans ce fichier.",
    empty_helps: "Il est vide : il n’a pas été enregistré en entier, ou c’en est un autre. Ce qui aide :",
    lines: Plural {
        one: "{} ligne",
        other: "{} lignes",
    },

    // waiting
    reading: "Lecture …",
    starting: "Préparation de la lecture …",
    no_engine_title: "La partie qui lit n’a pas pu démarrer.",
    no_engine: "La page est là, mais un fichier dont elle a besoin n’est pas arrivé, ou le navigateur n’exécute pas WebAssembly en arrière-plan. Votre texte n’est allé nulle part.",
    reload: "Recharger la page",
    not_yet: "Rien encore qui soit compris. Continuez, ou collez le message entier.",
    all_causes: "Toutes les causes que connaît cette page",

    // the verdict
    refused: "Refusé",
    refused_for_now: "Refusé pour l’instant",
    not_sent: "Pas parti",
    not_delivered: "Non remis",
    delayed: "En attente",
    delivered: "Remis",
    relayed: "Transmis",
    expanded: "Transmis à plusieurs",
    complaint: "Plainte",
    auto_reply: "Réponse automatique",
    permanent: "réessayer n’y fera rien",
    temporary: "peut réussir plus tard",
    will_retry: "nouvel essai automatique",
    given_up: "abandonné : un nouvel envoi peut réussir",
    // connect tls helo auth mail rcpt data message delivery
    stages: [
        "à la connexion",
        "au début du chiffrement",
        "à la salutation",
        "à l’identification",
        "à l’adresse de l’expéditeur",
        "à l’adresse du destinataire",
        "avant le message",
        "après le message",
        "après acceptation",
    ],
    unverified: "Non vérifié",
    unverified_why: "Cette explication est une ébauche : personne ne l’a encore comparée à ses sources.",
    exception: "Quand ce n’est pas votre cas :",
    follows: "ne fait que suivre du précédent",

    // the way of the mail
    way: "Le trajet du message",
    // you, your server, filter, their server, mailbox
    places: ["Vous", "Votre serveur", "Filtre", "Leur serveur", "Boîte aux lettres"],
    way_passed: "passé",
    way_here: "arrêté ici",
    way_waiting: "en attente ici",
    way_after: "pas atteint",
    // sender, sender-admin, recipient, recipient-admin, provider, nobody
    acts: [
        "vous",
        "votre administrateur",
        "le destinataire",
        "leur administrateur",
        "le service qui a refusé",
        "personne pour l’instant",
    ],
    act: [
        "À vous d’agir",
        "À votre administrateur d’agir",
        "Au destinataire d’agir",
        "À leur administrateur d’agir",
        "Au service qui a refusé d’agir",
        "Personne n’a à agir",
    ],

    // the steps
    what_to_do: "Que faire",
    track_me: "Si vous n’êtes pas l’administrateur",
    track_admin: "Administrateur",
    step_done: "Étape {} faite",
    copy: "Copier",
    copied: "Copié",
    opens: "Ouvre {} dans un nouvel onglet",
    step_for: "Pour {}",

    // why we think so
    why: "Pourquoi nous le pensons",
    why_hint: "Cliquez sur des mots pour les voir dans votre texte",
    show_in_text: "Montrer dans votre texte",
    show_claim: "Montre ce que ces mots prouvent",
    // text, provider-code, code, class
    matched: [
        "Les mots documentés sont là.",
        "Le fournisseur donne ce sens à ce code ; les mots diffèrent ou manquent.",
        "C’est ce que la norme dit de ce code ; rien de plus précis n’est connu.",
        "Seule la classe du code est connue.",
    ],
    reply: "Réponse",
    status: "Code d’état",
    said_by: "Dit par",
    told_by: "Rapporté par",
    queue_id: "Identifiant de file",
    at: "Quand",
    sources: "Sources",
    read_on: "lu le {}",
    source_vendor: "documente la cause",
    source_standard: "norme",
    source_seen: "un endroit où cette réponse a été vue",
    source_advice: "documente une étape",

    // others
    others: "Autres causes possibles",
    recipients: Plural {
        one: "{} destinataire",
        other: "{} destinataires",
    },
    results: Plural {
        one: "{} résultat",
        other: "{} résultats",
    },
    recipient: "Destinataire",
    step: "Étape",
    happened: "Ce qui s’est passé",
    who_acts: "Qui agit",
    no_recipient: "non nommé",
    one_of: "{} sur {}",
    filter: "Filtrer",
    export: "Exporter",
    more: "En montrer {} de plus",

    // the conversation
    talk: "La conversation, ligne par ligne",
    exchanges: Plural {
        one: "{} échange",
        other: "{} échanges",
    },
    phases: ["Connexion", "TLS", "Salutation", "Identification", "De", "À", "Message"],
    phase_done: "fait",
    phase_here: "arrêté ici",
    phase_after: "pas atteint",
    // client, server, program, message
    who: ["Vous", "Serveur", "Programme", "Message"],
    quiet_lines: Plural {
        one: "{} ligne qui ne dit rien de la remise",
        other: "{} lignes qui ne disent rien de la remise",
    },
    session: "Session avec {}",

    // the way, server by server
    story: "Ce que dit le journal, pas à pas",
    attempts: Plural {
        one: "{} tentative",
        other: "{} tentatives",
    },
    hops: "Le chemin, serveur par serveur",
    hop_from: "de",
    later: "{} plus tard",
    clocks_differ: "{} avant le serveur précédent : leurs horloges diffèrent",

    // several files
    files: Plural {
        one: "{} message",
        other: "{} messages",
    },
    file: "Fichier",

    // the report, and the catalogue
    report: "Rapport pour votre assistance",
    report_lead: "La réponse et votre texte, sans ce qui est privé : la même valeur est le même mot partout. Relisez-le avant de le montrer : aucun programme ne connaît tous les noms.",
    mask: "Masquer",
    masks: [
        "adresses e-mail",
        "noms et objets",
        "noms d’hôtes",
        "adresses IP",
        "identifiants et numéros",
    ],
    report_format: "Format",
    report_language: "Langue",
    download: "Télécharger",
    found: "Dans le catalogue",
    cause_page: "Cette cause a sa propre page",
    code_means: "Ce que {} peut vouloir dire",
    words_mean: "Ce que « {} » peut vouloir dire",
    no_such: "Le catalogue n’a rien sous cette adresse.",

    // the rest
    unread: "Pas compris",
    unread_lead: "Ces parties semblent vouloir dire quelque chose. La réponse n’en tient pas compte.",
    remarks: "Remarqué aussi",
    nothing_title: "Rien ici que je comprenne.",
    nothing: "Le texte ne contient ni réponse de serveur de messagerie, ni rapport, ni ligne de journal connue. Ce qui aide :",
    paste_instead: &[
        "le rapport entier qui est revenu, de la première ligne à la dernière, ou son fichier",
        "la ligne avec le code : trois chiffres comme 550, ou trois nombres comme 5.7.1",
        "la trace de débogage du programme ou de l’appareil qui envoie, ou les lignes du journal de messagerie",
    ],
    fine_message_title: "C’est un message ordinaire.",
    fine_message: "Rien n’y dit que la remise a échoué. Si l’un de vos messages n’est pas arrivé, collez plutôt le rapport qui est revenu.",
    fine_headers_title: "Ce sont les lignes d’en-tête d’un message.",
    fine_headers: "Elles disent quel chemin il a pris. Rien n’y dit que la remise a échoué.",
    fine_talk_title: "Rien n’a été refusé ici.",
    fine_talk: "Le texte a été lu jusqu’au bout et aucune étape n’y a échoué. Si le message n’est tout de même pas arrivé, cherchez un rapport revenu plus tard.",
    // bounce notice transcript error log reply headers complaint auto-reply message unknown
    kinds: [
        "rapport de non-remise",
        "texte d’un rapport de non-remise",
        "transcription d’une session",
        "erreur d’un programme",
        "journal de messagerie",
        "réponse d’un serveur",
        "lignes d’en-tête",
        "plainte pour courrier indésirable",
        "réponse automatique",
        "message",
        "",
    ],

    // the page about privacy
    proof_title: "Rien ne quitte cette page, et vous pouvez le vérifier",
    proof_lead: "Votre texte est lu par un programme qui tourne dans cette page, sur votre propre ordinateur. Il n’y a aucun serveur pour le recevoir, aucun cookie, aucun compteur, aucune police ni aucun script venu d’ailleurs.",
    proof_checks_title: "Comment vérifier",
    proof_checks: &[
        "Coupez votre réseau et collez à nouveau : tout fonctionne comme avant.",
        "Ouvrez les outils de développement de votre navigateur (F12), onglet Réseau, et collez : aucune nouvelle ligne n’apparaît.",
        "Lisez la règle ci-dessous. Le navigateur la fait respecter : la page peut charger ses propres fichiers et ne se connecter à rien d’autre.",
    ],
    proof_policy: "La règle en vigueur (Content-Security-Policy)",
    proof_no_policy: "Cette copie de la page ne porte pas de règle : c’est une version de développement, ou son hébergeur la place dans un en-tête de réponse.",
    proof_policy_cannot: "Ce que la règle ne fait pas : elle ne vous empêche pas de suivre un lien. Les liens s’ouvrent dans un nouvel onglet sans dire d’où ils viennent, et aucune adresse de cette page ne contient jamais rien de votre texte. Installée comme application, cette page prend elle-même ce que votre téléphone partage ; si vous avez effacé ses données depuis, ouvrez-la une fois avant de partager, sinon le téléphone enverrait le texte à l’hébergeur.",
    proof_loaded: "Ce qui a été chargé depuis le début",
    proof_loaded_too: "La partie qui lit, le worker, a pris son programme et les mots de chaque langue à côté de cette page : l’onglet Réseau les montre aussi.",
    proof_kept_title: "Ce qui est gardé",
    proof_kept: "Votre choix de langue et de couleurs, et les fichiers de la page elle-même, pour qu’elle s’ouvre sans réseau ; les deux dans ce navigateur. Rien de votre texte : effacez, ou fermez la page, et il a disparu. Si cette page se trouve dans une autre, celle-ci apprend des codes et des noms de causes, et pas un mot de votre texte.",
    proof_build_title: "Cette version et son code source",
    proof_build: "Le numéro de version, et une empreinte de tous les fichiers de la page : deux copies de même empreinte contiennent le même programme. Le SHA-256 de chaque fichier se trouve dans sw.js, à côté de la page, celui du fichier unique dans le SHA256SUMS de sa publication.",
    proof_source: "Le code source de cette version",
    proof_no_source: "Cette copie ne dit pas où se trouve son code source : quelqu’un l’a construite à partir d’un dossier à lui.",
};
