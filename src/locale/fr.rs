//! Français.

use super::{Language, Plural, Words};

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
    how_often: "Ce qui s’est passé, combien de fois",
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
};
