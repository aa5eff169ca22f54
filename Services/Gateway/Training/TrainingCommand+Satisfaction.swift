import ArgumentParser
import Composition
import Contracts
import RPCContract
import Texts
import Values

extension TrainingCommand {
  struct Satisfaction: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Affiche la satisfaction après une session, d'après des réponses anonymes.",
      "Shows how satisfied people were with a session, by anonymous answers.",
      discussion: words(
        "Au-dessous de 5 réponses, seul leur nombre est affiché. Pour les charger : vigie import satisfaction.csv.",
        "Under 5 answers only their number is shown. To load them: vigie import satisfaction.csv."))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .sessionCode, completion: .sessions) var session: String
    @Option(help: .listFormat) var format = OutputFormat.List.text

    /// What is told in JSON.
    private struct Told: Codable {
      let sessionCode: String
      let title: String
      let sheets: Int
      /// Why nothing more is told; nil where it is.
      let secret: String?
      let rating, useful: GetSatisfaction.Marks?
      let remarks: [String]?
      let fictitious: Bool?
    }

    static var jsonSchema: JSONSchema { .value(Told.self) }

    func run() async throws {
      var passed = 0
      let first = GetSatisfaction(sessionCode: session, limit: .most)
      let pages = try await options.pages("training", first, after: \.after) {
        page -> Bounded<CountBounds>? in
        passed += page.remarks?.count ?? 0
        return page.hasMore ? Bounded(clamping: passed) : nil
      }
      guard let reply = pages.first else { return }
      let remarks = reply.remarks.map { _ in pages.flatMap { $0.remarks ?? [] } }
      let told = Told(
        sessionCode: session, title: reply.title, sheets: reply.sheets,
        secret: reply.rating == nil ? PublishedPage.secret : nil, rating: reply.rating,
        useful: reply.useful, remarks: remarks, fictitious: reply.fictitious)
      let rows = [
        Question(code: "rating", words: words("satisfaction", "satisfaction"), marks: reply.rating),
        Question(code: "useful", words: words("utilité", "usefulness"), marks: reply.useful),
      ]
      let count =
        "\(reply.title) (\(session))\(words(" :", ":")) "
        + language.count(
          reply.sheets, .init("réponse anonyme", "réponses anonymes"),
          .init("anonymous sheet", "anonymous sheets"))
      try format.write(
        told, rows, Self.columns, isFictitious: reply.fictitious, title: count,
        notes: (remarks ?? []).map { "« \($0) »" })
    }

    /// A question of the sheets, and the marks it was given; nil where there are too few sheets to tell.
    private struct Question {
      let code, words: String
      let marks: GetSatisfaction.Marks?
    }

    private static var columns: [ListingColumn<Question>] {
      let counts = (1...5).map { mark in
        ListingColumn<Question>.number("counts_\(mark)", "note \(mark)", "mark \(mark)") {
          $0.marks?.counts[mark - 1]
        }
      }
      let means: [ListingColumn<Question>] = [
        .text("question", "question", "question", told: { $0.words }) { $0.code },
        .mixed("mean", "moyenne", "mean") { question in
          guard let marks = question.marks else { return .text(PublishedPage.secret) }
          return .decimal(marks.mean)
        },
      ]
      return means + counts
    }
  }
}
