import Tabular
import Values

extension FactKind {
  /// `diagnoses.csv`.
  public static let diagnoses = FactKind(
    TableForm(
      "diagnoses.csv", key: ["structure_code", "assessor", "assessed_on"],
      columns: [
        .structureCode,
        Column("assessor", .oneOf(Assessor.self))
          .fr("évaluation", "Première, deuxième, ou évaluation finale commune des deux évaluateurs")
          .en(
            "assessor",
            "Who assessed: the first or the second assessor, or both in their final assessment"),
        Column("assessed_on", .date)
          .fr("évalué le", "Le jour de l'évaluation")
          .en("assessed on", "The day of the assessment"),
        Column("first_project", .flag)
          .fr(
            "premier projet",
            "Si c'est le premier projet de la structure, sans projet précédent sur lequel s'appuyer"
          )
          .en(
            "first project",
            "Whether it is the structure's first project, which has no previous one to build on"),
        Column("a1", .level)
          .fr("A1", "Le diagnostic s'appuie sur l'évaluation du projet précédent, de 0 à 3")
          .en("A1", "The diagnosis builds on the evaluation of the previous project, from 0 to 3"),
        Column("a2", .level)
          .fr("A2", "Le diagnostic énonce les problématiques du territoire, de 0 à 3")
          .en("A2", "The diagnosis tells the territory's problems, from 0 to 3"),
        Column("a3", .level)
          .fr("A3", "Le diagnostic énonce les potentialités du territoire, de 0 à 3")
          .en("A3", "The diagnosis tells the territory's potentials, from 0 to 3"),
        Column("a4a", .level)
          .fr("A4a", "Des habitants ont pris part au diagnostic, de 0 à 3")
          .en("A4a", "Inhabitants took part in the diagnosis, from 0 to 3"),
        Column("a4b", .level)
          .fr("A4b", "Des professionnels ont pris part au diagnostic, de 0 à 3")
          .en("A4b", "Professionals took part in the diagnosis, from 0 to 3"),
        Column("a4c", .level)
          .fr("A4c", "Des partenaires ont pris part au diagnostic, de 0 à 3")
          .en("A4c", "Partners took part in the diagnosis, from 0 to 3"),
        Column("problems", .count)
          .fr("problématiques", "Le nombre de problématiques que le diagnostic énonce")
          .en("problems", "How many problems the diagnosis tells"),
        Column("problems_with_axis", .count)
          .fr(
            "problématiques ayant un axe", "Le nombre de problématiques ayant un axe prioritaire"
          )
          .en("problems with an axis", "How many of them have a priority axis"),
        Column("objectives", .count)
          .fr("objectifs généraux", "Le nombre d'objectifs généraux du projet")
          .en("general objectives", "How many general objectives the project has"),
        Column("objectives_linked", .count)
          .fr("objectifs rattachés", "Le nombre d'objectifs généraux rattachés à une problématique")
          .en("objectives linked", "How many of them are linked to a problem"),
        Column("last_revision_on", .date, mayBeEmpty: true)
          .fr("dernière révision", "Le jour de la dernière révision du diagnostic")
          .en("last revision", "The day on which the diagnosis was revised last"),
        Column("revision_changed", .flag, mayBeEmpty: true)
          .fr("diagnostic modifié", "Si la dernière révision a modifié le diagnostic")
          .en("revision changed it", "Whether that revision changed it"),
      ],
      parts: [
        ("problems_with_axis", "problems"), ("objectives_linked", "objectives"),
      ], emptyWhen: ["a1": "first_project"]), owner: "evaluation",
    words: ("évaluations des diagnostics partagés", "assessments of shared diagnoses"),
    event: .rows(type: "diagnosis-recorded"), place: .people("structure_code"), isConfided: true)
}
