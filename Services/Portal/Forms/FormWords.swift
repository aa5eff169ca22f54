import CodebookRules
import Composition
import Contracts
import PortalDomain
import Texts
import Values

/// What a form says of answers: faults, rules, times.
struct FormWords: Sendable {
  let language: Language
  let form: CampaignForm

  private func pick(_ french: String, _ english: String) -> String {
    language.pick(french, english)
  }

  func label(_ field: String) -> String { form.label(field, language) }

  /// A field's label in quotes.
  func quoted(_ field: String) -> String { pick("« \(label(field)) »", "“\(label(field))”") }

  func number(_ text: String) -> String { CampaignForm.number(text, language) }

  // MARK: Faults

  /// What is wrong with what somebody typed, and what to write.
  func fault(_ fault: TypedValue.Fault, _ typed: String, _ question: FormQuestion) -> String {
    let kept = pick("Ce que vous avez tapé est gardé.", "What you typed is kept.")
    let isMoney = form.label(question.name, .french).contains("€")
    let said = String(typed.prefix(80))
    switch fault {
    case .noNumber:
      let how =
        isMoney
        ? pick(
          "Écrivez le montant en chiffres, par exemple 22\u{202F}500.",
          "Write the amount in digits, for example 22 500.")
        : question.kind == .number(isWhole: true)
          ? pick("Écrivez-le en chiffres, par exemple 12.", "Write it in digits, for example 12.")
          : pick(
            "Écrivez-le en chiffres, par exemple 11,5.", "Write it in digits, for example 11.5.")
      return pick("Ce n'est pas un nombre : « \(said) ». ", "This is not a number: “\(said)”. ")
        + how + " " + kept
    case .noWholeNumber:
      return pick(
        "Un nombre entier est attendu, par exemple 12. ",
        "A whole number is expected, for example 12. ") + kept
    case .tooSmall(let least):
      return pick(
        "La valeur la plus petite possible est \(number(least)). ",
        "The least possible value is \(number(least)). ") + kept
    case .tooLarge(let most):
      let bound = number(most ?? String(Amount.limit))
      return pick(
        "La valeur la plus grande possible est \(bound). ",
        "The greatest possible value is \(bound). ") + kept
    case .noDay:
      return pick(
        "Ce n'est pas une date. Écrivez le jour ainsi : 31/12/2025. ",
        "This is not a date. Write the day like this: 31/12/2025. ") + kept
    case .tooLong(let most):
      let count = language.number(most)
      return pick(
        "Le texte est trop long : \(count) caractères au plus. ",
        "The text is too long: \(count) characters at most. ") + kept
    case .notListed:
      return pick("Choisissez une réponse de la liste. ", "Choose an answer of the list. ") + kept
    }
  }

  /// The fault in a few words, for a list of points.
  func shortFault(_ fault: TypedValue.Fault) -> String {
    switch fault {
    case .noNumber: pick("ce n'est pas un nombre", "it is not a number")
    case .noWholeNumber: pick("ce n'est pas un nombre entier", "it is not a whole number")
    case .tooSmall: pick("la valeur est trop petite", "the value is too small")
    case .tooLarge: pick("la valeur est trop grande", "the value is too large")
    case .noDay: pick("ce n'est pas une date", "it is not a date")
    case .tooLong: pick("le texte est trop long", "the text is too long")
    case .notListed: pick("la réponse n'est pas dans la liste", "the answer is not on the list")
    }
  }

  // MARK: Rules

  /// A rule's lead, which says whether sending waits.
  func lead(_ remark: RuleRemark) -> String {
    if remark.code == "CHANGED_MUCH" { return pick("À confirmer.", "To be confirmed.") }
    let count = remark.fields.count
    let words = [2: ("Deux", "Two"), 3: ("Trois", "Three")][count] ?? ("\(count)", "\(count)")
    return pick(
      "\(words.0) réponses ne concordent pas : à régler avant l'envoi.",
      "\(words.1) answers do not agree: to be settled before sending.")
  }

  /// What a rule asks: the values, what it works out of them, and never which one is wrong.
  func question(_ remark: RuleRemark, _ values: [String: TypedValue]) -> String {
    func value(_ field: String?) -> String {
      field.flatMap { values[$0]?.value }.map(number) ?? "?"
    }
    let result = remark.result.map(number) ?? "?"
    let which = pick("Quelle réponse faut-il corriger ?", "Which answer is to be corrected?")
    switch remark.kind {
    case "sum":
      return pick(
        "La somme des parties est de \(result) ; le total indiqué est de \(value(remark.field)). ",
        "The sum of the parts is \(result); the total that is given is \(value(remark.field)). ")
        + which
    case "difference" where remark.fields.count == 3:
      let (plus, minus) = (remark.fields[0], remark.fields[1])
      return "\(label(plus)) − \(label(minus))\(pick(" : ", ": "))"
        + "\(value(plus)) − \(value(minus)) = \(result). "
        + pick("Vous avez écrit ", "You wrote ") + "\(value(remark.field)). " + which
    case "atMost" where remark.fields.count == 2:
      return quoted(remark.fields[0])
        + pick(
          " (\(value(remark.fields[0]))) dépasse ", " (\(value(remark.fields[0]))) is more than ")
        + quoted(remark.fields[1]) + " (\(value(remark.fields[1]))). " + which
    default:
      return "\(result) → \(value(remark.field))"
        + change(from: remark.result, to: values[remark.field]?.value)
        + pick(" : confirmez-vous cette valeur ?", ": do you confirm this value?")
    }
  }

  /// A rule in a few words, for a list of points.
  func short(_ remark: RuleRemark, _ values: [String: TypedValue]) -> String {
    let own = values[remark.field]?.value.map(number) ?? ""
    let result = remark.result.map(number) ?? ""
    switch remark.kind {
    case "sum":
      return pick(
        "\(own), mais la somme des parties est de \(result)",
        "\(own), but the sum of the parts is \(result)")
    case "difference":
      return pick(
        "\(own), mais la différence est de \(result)", "\(own), but the difference is \(result)")
    case "atMost":
      return Catalogue.reason("PART_EXCEEDS_WHOLE", language)
    default:
      return pick("\(result) → \(own), à confirmer", "\(result) → \(own), to be confirmed")
    }
  }

  /// By how much a value moved, such as `, soit −51,5 %`; empty where that cannot be told.
  private func change(from last: String?, to present: String?) -> String {
    guard let last = last.flatMap(Amount.init), let present = present.flatMap(Amount.init),
      last.millionths != 0
    else { return "" }
    let moved = Int128(present.millionths - last.millionths)
    let tenths = Int((Int128(moved.magnitude) * 1000) / Int128(last.millionths.magnitude))
    let sign = moved < 0 ? "−" : "+"
    return pick(", soit ", ", that is ")
      + "\(sign)\(tenths / 10)\(pick(",", "."))\(tenths % 10)" + pick(" %", "%")
  }

  // MARK: Times

  /// A day in prose, such as `4 juin 2026`, the year where it is said.
  func day(_ day: CivilDate, year: Bool = false) -> String {
    language.prose(day, year: year)
  }

  /// When something was, such as `à 10 h 42` today and `le 4 juin à 16 h 42` before.
  func when(_ instant: Instant, now: Instant) -> String {
    let time = pick("à ", "at ") + language.clock(instant)
    guard instant.parisDay != now.parisDay else { return time }
    return pick("le ", "on ") + day(instant.parisDay) + " " + time
  }
}
