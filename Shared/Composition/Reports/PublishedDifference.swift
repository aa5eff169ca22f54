package import Contracts
package import Disclosure
package import ServiceKit
import Texts
package import Values

/// How the tables of a year would differ from those published before. Whoever has both could subtract them from each other.
package struct PublishedDifference {
  package let year: Year
  package let publishedOn: CivilDate
  /// Each count that differs, such as `I4 all: 8/14 → 9/14`.
  package let changes: [String]

  package init(_ query: FigureQuery, before: KeepPublication.Publication, now: [PublishedFigures]) {
    year = query.year
    publishedOn = before.since.parisDay
    let known = Dictionary(now.map { ($0.table, $0) }) { first, _ in first }
    var changes =
      before.campaign == query.campaign ? [] : ["campaign: \(before.campaign) → \(query.campaign)"]
    for table in before.tables {
      guard let other = known[table.table] else {
        changes.append("\(table.table): ?")
        continue
      }
      let (old, new) = (Self.cells(table), Self.cells(other))
      for name in Set(old.keys).union(new.keys).sorted() where old[name] != new[name] {
        changes.append("\(name): \(old[name] ?? "–") → \(new[name] ?? "–")")
      }
    }
    self.changes = changes
  }

  private static func cells(_ table: PublishedFigures) -> [String: String] {
    let isCount =
      PublishedTable.all.first { $0.name == table.table }?.links?.denominator == .one
    func text(_ number: Bounded<CountBounds>?) -> String {
      number?.description ?? PublishedPage.secret
    }
    return Dictionary(
      table.rows.map { row in
        (
          "\(row.figure) \(row.scope)",
          text(row.numerator) + (isCount ? "" : "/" + text(row.denominator))
        )
      }
    ) { first, _ in first }
  }

  /// The refusal, for the pilot alone.
  package var problem: ConfigurationProblem {
    let list = changes.map { "\n  \($0)" }.joined()
    return ConfigurationProblem(
      "L'année \(year) a été publiée le \(Language.french.day(publishedOn.iso)), et des données ont été corrigées depuis. Une seconde "
        + "publication révélerait (pour le pilote, à ne pas diffuser) :\(list)\nTableaux déjà publiés : vigie publish … --as-published",
      "\(year) was published on \(publishedOn.iso), and data were corrected since. A second publication would tell "
        + "(for the pilot, not to be passed on):\(list)\nThe tables as published: vigie publish … --as-published"
    )
  }
}

extension PublishedPage {
  /// The numbers that a reader sees.
  package var figures: PublishedFigures {
    PublishedFigures(
      table: table.name,
      rows: rows.map { row in
        .init(
          figure: row.figure.code, scope: row.figure.scope,
          numerator: row.numerator == .shown ? Bounded(clamping: row.figure.numerator) : nil,
          denominator: row.denominator == .shown ? Bounded(clamping: row.figure.denominator) : nil)
      }, fictitious: fictitious)
  }
}

extension PublishedFigures {
  /// The rows of a published table. Why a number was secret was not stored, so each secret counts as one that protects others.
  package func shown(as table: PublishedTable) -> [Disclosure.Publication.Row] {
    let isCount = table.links?.denominator == .one
    return rows.map { row in
      Disclosure.Publication.Row(
        figure: .init(
          code: row.figure, scope: row.scope, numerator: row.numerator?.value ?? 0,
          denominator: row.denominator?.value ?? (isCount ? 1 : 0)),
        numerator: row.numerator == nil ? .second : .shown,
        denominator: isCount ? nil : row.denominator == nil ? .second : .shown)
    }
  }
}
