/// The words for faults of files, and for what is told of fact rows beyond the first fault of each.
extension Catalogue {
  static let fileReasons: [String: Words] = [
    "FILE_NOT_UTF8": Words("le texte n'est pas en UTF-8", "the text is not UTF-8"),
    "FILE_RECORD_TOO_LONG": Words("enregistrement trop long", "a record is too long"),
    "FILE_UNREADABLE": Words("fichier illisible", "the file cannot be read"),
    "FILE_NOT_XLSX": Words(
      "ce n'est pas un classeur .xlsx ; l'enregistrer ainsi", "not a workbook; save it as .xlsx"),
    "FILE_ENCRYPTED": Words(
      "protégé par un mot de passe, ou un ancien .xls ; l'enregistrer en .xlsx sans mot de passe",
      "protected by a password, or an old .xls; save it as .xlsx without a password"),
    "FILE_TRUNCATED": Words(
      "le fichier est coupé, ou un guillemet ouvert dans un texte n'est jamais refermé : reprendre le fichier, ou retirer le guillemet",
      "the file was cut off, or a quote opened in a text is never closed: get the file again, or take the quote out"
    ),
    "FILE_TOO_LARGE": Words("fichier trop grand", "the file is too large"),
    "FILE_TOO_LARGE_INSIDE": Words(
      "le contenu décompressé serait trop grand", "it would unpack to too much"),
    "FILE_XML_ENTITIES": Words(
      "une partie déclare un type de document, ce dont aucun classeur n'a besoin",
      "a part declares a document type, which no workbook needs"),
    "FILE_FORMULA_WITHOUT_VALUE": Words(
      "une formule sans son résultat ; ouvrir le fichier dans un tableur et l'enregistrer",
      "a formula without its result; open the file in a spreadsheet and save it"),
    "FILE_DAMAGED": Words(
      "classeur abîmé ; l'ouvrir et l'enregistrer à nouveau", "damaged; open it and save it again"),
    "STRAY_QUOTE": Words(
      "après un guillemet fermant vient autre chose qu'un séparateur ou une fin de ligne : doubler le guillemet, ou l'enlever ; les lignes suivantes sont lues",
      "behind a closing quote stands something else than a separator or a line end: double the quote, or take it out; the rows after it are read"
    ),
    "HEADER_REPEATED": Words(
      "l'en-tête revient ici, comme entre deux fichiers mis bout à bout : enlever cette ligne",
      "the header comes again, as between two files put one behind the other: remove this row"),
    "DAY_WITH_TIME": Words(
      "un jour avec une heure ; --drop-times prend le jour de Paris, dit ici entre parenthèses",
      "a day with a time; --drop-times takes the day in Paris, which stands here in brackets"),
    "FOREIGN_KEY": Words(
      "aucune ligne du fichier n'a cette valeur, à laquelle le champ renvoie",
      "no row of the file has this value, which the field refers to"),
    "FOREIGN_KEY_UNCHECKED": Words(
      "le renvoi de ces champs n'est pas vérifié : l'autre table n'est pas là",
      "what these fields refer to is not checked: the other table is not at hand"),
    "FILE_STYLE": Words(
      "le fichier n'est pas écrit comme convenu, et lu ainsi",
      "the file is written otherwise than agreed, and read so"),
    "DECIMAL_OPEN": Words(
      "virgule décimale ou milliers ? Le fichier ne le dit pas, ou dit les deux : écrire les nombres avec un point ; aucune ligne n'est prise",
      "a decimal comma or thousands? The file does not tell, or tells both: write numbers with a point; no row is taken"
    ),
    "FILE_NOT_REGULAR": Words(
      "un lien, ou autre chose qu'un fichier ordinaire : laissé ; donner le fichier lui-même",
      "a link, or something else than a plain file: left alone; give the file itself"),
    "TRIMMED": Words("espaces enlevés autour du code", "spaces around the code were taken away"),
    "CODE_LOOKS_LIKE": Words(
      "nouveau code, qui ressemble à un code connu : est-ce le même ?",
      "a new code that looks like a known one: is it the same?"),
    "CODE_UNKNOWN": Words(
      "code qui n'est d'aucune liste connue, pris ; les codes connus entre parenthèses",
      "a code on no list that is known, taken; the known ones stand in brackets"),
    "REFERENCE_LOOKS_LIKE": Words(
      "code inconnu, mais un code connu lui ressemble : est-ce celui-là ?",
      "no such code, but a known one looks like it: is it that one?"),
    "CHANGED_SINCE": Words(
      "modifié depuis ce chargement : reste tel quel", "changed since that import: stays as it is"),
    "STILL_REFERRED_TO": Words(
      "encore cité dans le fichier indiqué : annuler d'abord le chargement de ce fichier ; l'enregistrement reste tel quel",
      "still named in the file told: undo that file's import first; the record stays as it is"),
    "RECORD_KNOWN": Words(
      "cet enregistrement existe déjà ; pour le modifier : vigie change",
      "this record exists already; to change it: vigie change"),
    "RECORD_UNKNOWN": Words(
      "aucun enregistrement n'a cette clé ; entre parenthèses, ceux dont la clé commence de même",
      "no record has this key; in brackets those whose keys begin alike"),
    "RECORD_CHANGED": Words(
      "modifié entre-temps : recommencez pour voir la version actuelle",
      "changed in the meantime: begin again to see the present version"),
    "CLOSED_ON_IGNORED": Words(
      "fermeture sans effet : la dernière ligne de la structure, valable depuis le jour indiqué, en décide",
      "this closing counts for nothing: the structure's last row, from the day told, decides"),
    "QPV_VINTAGE": Words(
      "quartier d'une liste qui n'est pas en vigueur ces jours-là (QP : 2015 ; QN : depuis le 1er janvier 2024)",
      "a neighbourhood of a list that is not in force on these days (QP: 2015; QN: since 1 January 2024)"
    ),
    "SIRET_REPEATED": Words("une autre structure a ce SIRET", "another structure has this SIRET"),
    "MANY_HALF_DAYS": Words(
      "plus de deux demi-journées par jour ; deux par jour font le nombre entre parenthèses",
      "more than two half-days a day; two a day make the number in brackets"),
    "HALF_DAY_OUTSIDE": Words(
      "ce jour est en dehors de la session, dont les dates sont entre parenthèses",
      "this day lies outside the session, whose days stand in brackets"),
    "CORRECTED": Words(
      "correction ; la valeur d'avant entre parenthèses",
      "a correction; the value before stands in brackets"),
  ]
}
