package import Composition
package import Texts
import Values

/// A renewal in words: the checklist, and its days for a calendar.
package struct RenewalText: Bilingual {
  package let renewal: Renewal
  package let language: Language

  package init(renewal: Renewal, language: Language) {
    self.renewal = renewal
    self.language = language
  }

  package var dossier: Dossier {
    Dossier(
      title: pick(
        "Renouvellement de l'agrément : \(renewal.name)", "Renewal of the approval: \(renewal.name)"
      ),
      subject: "\(renewal.structure), \(pick("situation au", "as of")) \(day(renewal.asOf))",
      isFictitious: renewal.fictitious == true, sections: [end, steps].compactMap(\.self),
      language: language)
  }

  private var end: Dossier.Section {
    let sentence: String
    if let endsOn = renewal.endsOn, let left = renewal.daysLeft {
      let days = language.count(left, .init("jour", "jours"), .init("day", "days"))
      sentence = pick(
        "L'agrément se termine le \(day(endsOn)), dans \(days).",
        "The approval ends on \(day(endsOn)), in \(days).")
    } else {
      sentence =
        pick("Pas d'échéance : ", "Nothing to do: ")
        + Catalogue.reason(renewal.reason ?? "", language) + "."
    }
    return Dossier.Section(
      title: pick("L'agrément", "The approval"),
      sentences: renewal.items.isEmpty ? [sentence] : [sentence, remaining])
  }

  /// How many steps are still to be done.
  package var remaining: String {
    let open = renewal.items.count { !$0.isDone }
    let steps = language.count(open, .init("étape", "étapes"), .init("step", "steps"))
    let remain = language.form(
      open, .init("reste à réaliser", "restent à réaliser"),
      .init("is to be done", "are to be done"))
    return pick(
      "\(steps) sur \(renewal.items.count) \(remain).",
      "\(steps) of \(renewal.items.count) \(remain).")
  }

  private var steps: Dossier.Section? {
    guard !renewal.items.isEmpty else { return nil }
    return Dossier.Section(
      title: pick("Étapes du renouvellement", "Steps of the renewal"),
      header: [
        pick("avant le", "by"), pick("jours restants", "days left"), pick("étape", "step"),
        pick("état", "state"),
      ],
      rows: renewal.items.map {
        [day($0.dueOn), language.number($0.daysLeft), what($0), state($0)]
      })
  }

  /// What an item is about.
  private func what(_ item: Renewal.Item) -> String {
    let step = Catalogue.renewalStep(item.code.rawValue, language)
    switch item.code {
    case .base:
      return pick("\(step) : ", "\(step): ")
        + (item.subject.map { Catalogue.diagnosis($0, language) } ?? "")
    case .agreement:
      return "\(step) \(item.subject ?? ""), \(item.title ?? "")"
    default: return step
    }
  }

  private func state(_ item: Renewal.Item) -> String {
    let head =
      item.isDone
      ? pick("réalisée", "done")
      : item.daysLeft < 0 ? pick("en retard", "late") : pick("à réaliser", "to do")
    let why = item.why.map { Catalogue.reason($0, language) }
    // The day of an agreement is the one on which it ends, which the first column has.
    let latest = item.code == .agreement ? nil : item.latestOn.map(day)
    let more = [why, latest].compactMap(\.self).joined(separator: ", ")
    return more.isEmpty ? head : "\(head) (\(more))"
  }

  /// The days of what is still to be done.
  package var events: [ICalendar.Event] {
    renewal.items.filter { !$0.isDone }.map { item in
      let subject = item.subject.map { "-\($0)" } ?? ""
      return ICalendar.Event(
        about: "renewal-\(renewal.structure)-\(item.code.rawValue)\(subject)", on: item.dueOn,
        summary: pick(
          "Renouvellement : \(what(item))", "Renewal: \(what(item))"),
        description: "\(renewal.name) (\(renewal.structure))\n\(state(item))")
    }
  }
}
