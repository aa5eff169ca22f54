import Composition
import Contracts
import Foundation
import Pages
import Texts
import Values

/// The sheet's figures from year to year, in the five scopes.
struct TrajectoryTables {
  /// A year's figures.
  struct Year {
    let year: Int
    let reply: FiguresReply

    /// Whether no campaign of the year is known.
    var lacksCampaign: Bool { reply.missing.contains { $0.status == Self.notFound } }
    /// The services that did not answer.
    var down: [MissingPart] { reply.missing.filter { $0.status != Self.notFound } }

    private static let notFound = "NOT_FOUND"

    func figure(_ code: String, _ scope: String) -> Figure? {
      reply.figures.first { $0.code == code && $0.scope == scope }
    }
  }

  let years: [Year]
  let knownOn: CivilDate?
  let today: CivilDate

  /// The codes in their order: those of which any year has a figure.
  private var codes: [String] {
    Set(years.flatMap { $0.reply.figures.map(\.code) })
      .sorted { (FigureOrder.rank($0), $0) < (FigureOrder.rank($1), $1) }
  }

  /// Whether a year's network is invented.
  var isFictitious: Bool { years.contains { $0.reply.fictitious == true } }

  /// One table for each figure, then the notes on the years.
  var lines: [String] {
    let form = FigureLines(language: language)
    let tables = codes.flatMap { code in
      [
        "== \(code) · \(Catalogue.figure(code, language))",
        Table(
          header: [""] + years.map { String($0.year) },
          rows: FigureOrder.scopes.map { scope in
            [Catalogue.scope(scope, language)]
              + years.map { year in year.figure(code, scope).map(form.value) ?? "absent" }
          }
        ).text(within: TerminalSize.columns),
      ]
    }
    return tables + notes
  }

  /// The notes on the years: what is missing in which year, and as of when the facts are known.
  var notes: [String] {
    years.flatMap(notes)
      + [
        knownOn.map {
          words(
            "su au \(language.day($0.iso)) : ce qui a été enregistré plus tard n'y est pas, pour aucune année",
            "known on \($0.iso): what was recorded later is in no year")
        }
          ?? words(
            "les faits du passé sont ceux que l'on connaît aujourd'hui, aussi ceux qui viennent d'être chargés ; --known-on montre ce que l'on savait un jour",
            "facts about the past are those known today, also those that were just loaded; --known-on shows what was known on a day"
          )
      ]
  }

  private func notes(of year: Year) -> [String] {
    var notes: [String] = []
    if year.lacksCampaign {
      notes.append(
        words(
          "\(year.year) : aucune campagne \(year.year) n'est connue ; I1 et I5 sont absents",
          "\(year.year): no campaign \(year.year) is known; I1 and I5 are absent"))
    }
    for part in year.down {
      notes.append(
        words("\(year.year) : manque ", "\(year.year): missing ")
          + "\(part.figures.joined(separator: " ")) – "
          + Catalogue.missing(part.service, part.status, language))
    }
    if CivilDate.lastDay(of: year.year) >= today {
      notes.append(
        words(
          "\(year.year) n'est pas finie : ce sont ses chiffres jusqu'à présent",
          "\(year.year) is not over: these are its figures so far"))
    }
    return notes
  }

  /// A figure in a scope in a year; nil where it is absent.
  struct Row {
    let code, scope: String
    let year: Int
    let figure: Figure?
  }

  var rows: [Row] {
    codes.flatMap { code -> [Row] in
      FigureOrder.scopes.flatMap { scope -> [Row] in
        years.map {
          Row(code: code, scope: scope, year: $0.year, figure: $0.figure(code, scope))
        }
      }
    }
  }

  static var columns: [ListingColumn<Row>] {
    [
      .init("code", "indicateur", "figure") {
        .text($0.code, as: Catalogue.figure($0.code, language))
      },
      .init("scope", "périmètre", "scope") {
        .text($0.scope, as: Catalogue.scope($0.scope, language))
      },
      .init("year", "année", "year") { .number($0.year) },
      .init("numerator", "nombre", "number") { .decimal($0.figure?.numerator.text) },
      .init("denominator", "sur", "of") { .decimal($0.figure?.denominator.text) },
      .init("value", "valeur", "value") { row in
        let value = row.figure?.ratio.value?.text
        return MeasureCatalogue.counts.contains(row.code) ? .decimal(value) : .rate(value)
      },
    ]
  }

  /// Each year with its figures, as `vigie evaluation indicators` writes them but without details, and what is missing.
  var json: String {
    get throws {
      let parts = try years.map { year in
        let figures = year.reply.figures.map { figure in
          var figure = figure
          figure.details = nil
          return figure
        }
        return """
          {"year": \(year.year), "campaignKnown": \(!year.lacksCampaign), "isOver": \
          \(CivilDate.lastDay(of: year.year) < today),
          "missing": \(try OutputFormat.json(year.down)),
          "figures": \(try FiguresJSON.text(figures))}
          """
      }
      let known = knownOn.map { "\"\($0.iso)\"" } ?? "null"
      let fictitious = years.compactMap(\.reply.fictitious).first.map(String.init) ?? "null"
      return """
        {"knownOn": \(known), "fictitious": \(fictitious), "years": [
        \(parts.joined(separator: ",\n"))
        ]}
        """
    }
  }
}
