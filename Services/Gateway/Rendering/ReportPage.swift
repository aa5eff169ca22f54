import Contracts
import Texts
import Values

/// The yearly report as one HTML page without script or external resource.
struct ReportPage {
  let reply: FiguresReply
  let query: FigureQuery
  let language: Language
  let writtenOn: CivilDate

  var html: String { "" }
}
