import ArgumentParser
import Composition
import Contracts
import Texts
import Values

extension TrainingCommand {
  struct Satisfaction: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Montre la satisfaction après une session, par des feuilles sans nom.",
      "Shows how satisfied people were with a session, by sheets without names.",
      discussion: words(
        "Au-dessous de 5 feuilles, seul leur nombre est dit. Les charger : vigie import satisfaction.csv.",
        "Under 5 sheets only their number is told. To load them: vigie import satisfaction.csv."))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .sessionCode, completion: .sessions) var session: String
    @Option(help: .listFormat) var format = OutputFormat.List.text

    /// What is told in JSON.
    private struct Told: Encodable {
      let sessionCode: String
      let title: String
      let sheets: Int
      /// Why nothing more is told; nil where it is.
      let secret: String?
      let rating, useful: GetSatisfaction.Marks?
      let remarks: [String]?
      let fictitious: Bool?
    }

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
        cells(words("satisfaction", "satisfaction"), reply.rating),
        cells(words("utilité", "usefulness"), reply.useful),
      ]
      let count = words(
        "\(session) \(reply.title) : feuilles sans nom : \(reply.sheets)",
        "\(session) \(reply.title): sheets without names: \(reply.sheets)")
      try format.write(
        told, header, rows, isFictitious: reply.fictitious, title: count,
        notes: (remarks ?? []).map { "« \($0) »" })
    }

    private var header: [String] {
      headings(["question", "moyenne"], ["question", "mean"]) + (1...5).map(String.init)
    }

    private func cells(_ question: String, _ marks: GetSatisfaction.Marks?) -> [String] {
      guard let marks else {
        return [question, PublishedPage.secret] + Array(repeating: "", count: 5)
      }
      return [question, language.decimal(marks.mean)] + marks.counts.map(String.init)
    }
  }
}
