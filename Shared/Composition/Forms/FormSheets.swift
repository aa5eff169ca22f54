/// The sheets and columns of a form, on which its writer and its reader agree.
package enum FormSheets {
  /// The tab of the campaign's questions.
  package static let senacs = "SENACS"
  /// The tab of the sheet's five questions.
  package static let evaluation = "PA 3.1.1"
  /// The tab of the meetings of veille; not in forms of structures without any.
  package static let veille = "Veille"
  /// The hidden tab that says what the form is.
  package static let marks = "_vigie"
  /// The columns that are read: the hidden key, what is asked, the last answer, the answer. A unit and help come after them.
  package static let key = 0, label = 1, last = 2, answer = 3

  package static let campaignMark = "campaign", structureMark = "structure", digestMark = "codebook"
}
