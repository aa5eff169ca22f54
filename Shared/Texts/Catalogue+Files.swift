/// The words for faults of files, and for what is told of fact rows beyond the first fault of each.
extension Catalogue {
  static let fileReasons: [String: Words] = [
    "FILE_NOT_UTF8": Words(
      "texte non enregistré en UTF-8 : dans le tableur, choisissez « CSV UTF-8 »",
      "the text is not saved as UTF-8: choose “CSV UTF-8” in the spreadsheet"),
    "FILE_RECORD_TOO_LONG": Words(
      "ligne trop longue : un guillemet n'est-il pas refermé ?",
      "a row is too long: is a quote never closed?"),
    "FILE_UNREADABLE": Words("fichier illisible", "the file cannot be read"),
    "FILE_NOT_XLSX": Words(
      "fichier d'un autre format : enregistrez-le en classeur .xlsx",
      "a file of another format: save it as a workbook .xlsx"),
    "FILE_ENCRYPTED": Words(
      "fichier protégé par un mot de passe, ou ancien format .xls : enregistrez-le en .xlsx sans mot de passe",
      "protected by a password, or of the old format .xls: save it as .xlsx without a password"),
    "FILE_TRUNCATED": Words(
      "fichier incomplet : récupérez-le à nouveau ; s'il est entier, refermez le guillemet ouvert dans un texte",
      "the file is incomplete: get it again; if it is whole, close the quote that a text opens"),
    "FILE_TOO_LARGE": Words("fichier trop volumineux", "the file is too large"),
    "FILE_TOO_LARGE_INSIDE": Words("contenu décompressé trop volumineux", "it unpacks to too much"),
    "FILE_XML_ENTITIES": Words(
      "classeur non conforme (déclaration de type de document)",
      "the workbook does not conform (it declares a document type)"),
    "FILE_FORMULA_WITHOUT_VALUE": Words(
      "formule sans résultat : ouvrez le fichier dans un tableur, puis enregistrez-le",
      "a formula without its result: open the file in a spreadsheet and save it"),
    "FILE_DAMAGED": Words(
      "classeur endommagé : ouvrez-le dans un tableur, puis enregistrez-le à nouveau",
      "the workbook is damaged: open it in a spreadsheet and save it again"),
    "STRAY_QUOTE": Words(
      "texte après un guillemet fermant : doublez le guillemet, ou supprimez-le ; les lignes suivantes sont lues",
      "text behind a closing quote: double the quote, or take it out; the rows after it are read"),
    "HEADER_REPEATED": Words(
      "l'en-tête revient ici, comme entre deux fichiers mis bout à bout : supprimez cette ligne",
      "the header comes again, as between two files put one behind the other: remove this row"),
    "DAY_WITH_TIME": Words(
      "date avec une heure : ajoutez --drop-times pour n'en garder que le jour",
      "a day with a time: add --drop-times to keep the day only"),
    "FOREIGN_KEY": Words(
      "aucune ligne du fichier ne porte cette valeur, à laquelle la colonne renvoie",
      "no row of the file has this value, which the column refers to"),
    "FOREIGN_KEY_UNCHECKED": Words(
      "renvoi non vérifié : l'autre tableau n'est pas fourni",
      "what this refers to is not checked: the other table is not at hand"),
    "FILE_STYLE": Words(
      "fichier écrit autrement que convenu, et lu ainsi",
      "the file is written otherwise than agreed, and read so"),
    "DECIMAL_OPEN": Words(
      "virgule décimale ou séparateur de milliers ? Le fichier permet les deux : écrivez les nombres avec un point ; aucune ligne n'est chargée",
      "a decimal comma or thousands? The file allows both: write numbers with a point; no row is loaded"
    ),
    "FILE_NOT_REGULAR": Words(
      "lien, ou autre chose qu'un fichier ordinaire, laissé de côté : indiquez le fichier lui-même",
      "a link, or something else than a plain file, left alone: give the file itself"),
    "TRIMMED": Words("espaces retirés autour du code", "spaces around the code were taken away"),
    "CODE_LOOKS_LIKE": Words(
      "nouveau code, semblable à un code connu : vérifiez que ce n'est pas le même",
      "a new code that looks like a known one: check that it is not the same"),
    "CODE_UNKNOWN": Words(
      "code qui n'est dans aucune liste, conservé : vérifiez-le",
      "a code on no list, kept: check it"),
    "REFERENCE_LOOKS_LIKE": Words(
      "code inconnu, semblable à un code connu : corrigez-le si c'est celui-là",
      "an unknown code that looks like a known one: correct it if that is meant"),
    "CHANGED_SINCE": Words(
      "modifié depuis ce chargement, laissé tel quel", "changed since that import, left as it is"),
    "STILL_REFERRED_TO": Words(
      "encore cité dans le fichier indiqué, laissé tel quel : annulez d'abord le chargement de ce fichier",
      "still named in the file told, left as it is: undo that file's import first"),
    "RECORD_KNOWN": Words(
      "cet enregistrement existe déjà : pour le modifier, vigie change",
      "this record exists already: to change it, vigie change"),
    "RECORD_UNKNOWN": Words(
      "aucun enregistrement ne porte cet identifiant : vérifiez-le",
      "no record has this key: check it"),
    "RECORD_CHANGED": Words(
      "modifié entre-temps : recommencez pour voir la version actuelle",
      "changed in the meantime: begin again to see the present version"),
    "CLOSED_ON_IGNORED": Words(
      "date de fermeture ignorée : celle de la dernière ligne de la structure, valable depuis le jour indiqué, est retenue",
      "this closing day is ignored: that of the structure's last row, from the day told, decides"),
    "QPV_VINTAGE": Words(
      "quartier d'une liste qui n'est pas en vigueur à ces dates (QP : 2015 ; QN : depuis le 01/01/2024)",
      "a neighbourhood of a list that is not in force on these days (QP: 2015; QN: since 2024-01-01)"
    ),
    "SIRET_REPEATED": Words(
      "une autre structure a ce SIRET : vérifiez-le", "another structure has this SIRET: check it"),
    "MANY_HALF_DAYS": Words(
      "plus de deux demi-journées par jour : vérifiez leur nombre",
      "more than two half-days a day: check their number"),
    "HALF_DAY_OUTSIDE": Words(
      "jour en dehors des dates de la session : vérifiez-le",
      "a day outside the session's days: check it"),
    "CORRECTED": Words("valeur corrigée", "a value corrected"),
  ]
}
