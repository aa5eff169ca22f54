import FactForms
import ServiceHost
import Tabular

/// The fact files of the senacs service. Source: acceptance/formats.md.
enum SenacsFiles {
  static let all: [FactFile] = [
    FactFile(
      FactForms.campaigns, into: SenacsStore.campaigns,
      publish: FactFile.telling(SenacsEvents.campaigns, FactForms.campaigns)),
    FactFile(
      FactForms.submissions, into: SenacsStore.submissions,
      publish: FactFile.telling(SenacsEvents.submissions, FactForms.submissions)),
  ]
}
