public import RPCContract

/// Who may call and see what.
///
/// Each method's contract says which roles open it and how it limits each role (``RPCMessage/roles``, ``RPCMessage/cuts``). What a
/// role sees of people and of the causes of departures is the same for all methods, so it stands here. `vigie access` prints
/// ``lines``, and a test compares them with `Tests/Golden/access.csv`, which was recorded by calling each method as each role.
public enum AccessRules {
  /// Role → what it sees of people, and whether it sees the causes of departures.
  private static let roles: [Role: (people: Access.People, causes: Bool)] = [
    .operator: (.all, true), .auditor: (.counted, true), .service: (.none, true),
  ]

  /// Computes the access of a call.
  ///
  /// - Parameters:
  ///   - principal: who calls.
  ///   - roles: those of its roles that open the method.
  ///   - cuts: how the method cuts roles.
  ///   - structure: the structure that the key stands for; nil for none.
  ///   - territories: the territories that the key is limited to; nil for none.
  /// - Returns: what the caller may read and write.
  public static func access(
    of principal: String, _ roles: Set<Role>, _ cuts: [Role: AccessCut], structure: String?,
    territories: [String]?
  ) -> Access {
    let sights = roles.compactMap { self.roles[$0] }
    var access = Access(
      principal: principal, roles: roles, territories: territories,
      people: sights.map(\.people).max() ?? .none, seesCauses: sights.contains(where: \.causes))
    guard !cuts.isEmpty else { return access }
    let own = roles.filter { cuts[$0] == .ownStructure }
    if !own.isEmpty { access.own = structure }
    let others = roles.subtracting(own)
    if !others.isEmpty, others.allSatisfy({ cuts[$0] == .members }) {
      access.structures = .members(and: access.own)
      return access
    }
    guard !own.isEmpty else { return access }
    // Without territories the role of a partner would show all. So a key that names a structure and no territories is limited to that
    // structure, even if it also has that role.
    let isOfStructure = others.allSatisfy {
      cuts[$0] == .territory && territories == nil
    }
    if isOfStructure { (access.structures, access.territories) = (.only(structure), []) }
    return access
  }

  /// Computes the access of somebody in whose name a service calls.
  ///
  /// - Parameters:
  ///   - principal: in whose name.
  ///   - held: all roles that it has.
  ///   - declared: the roles that the method names.
  ///   - cuts: how the method cuts roles. A structure that the method does not name is cut to itself.
  ///   - structure: the structure that the principal stands for; nil for none.
  ///   - territories: the territories that it is limited to; nil for none.
  ///   - isFront: whether the caller may do nothing but what this principal may do: then only roles that the method names count.
  /// - Returns: the access; nil if no role is left.
  public static func access(
    represented principal: String, _ held: Set<Role>, in declared: Set<Role>,
    _ cuts: [Role: AccessCut], structure: String?, territories: [String]?, isFront: Bool
  ) -> Access? {
    let roles = isFront ? held.intersection(declared) : held
    guard !roles.isEmpty else { return nil }
    var cuts = cuts
    if !declared.contains(.structure) { cuts[.structure] = .ownStructure }
    if !declared.contains(.partner) { cuts[.partner] = .territory }
    return access(
      of: principal, roles, cuts, structure: structure, territories: territories)
  }

  /// A line of the table: a method, and how a role or a service is cut there.
  public struct Line: Codable, Hashable, Sendable {
    /// The service.
    public let service: String
    /// The method.
    public let method: String
    /// The role; for a service `service`, a colon and its name.
    public let role: String
    /// How it is cut: `none`, `own structure`, `territory` or `members`.
    public let cut: String
  }

  /// The table, in the order of services, methods and roles. A role that has no line for a method may not call it.
  ///
  /// A line says how the role is cut; by which structure or territories, the key says. A partner's key that names no territory sees all.
  /// `vigie keys allow` gives territories to partners alone. Where a list that was edited by hand gives some to another role, the exchange
  /// limits that key too, although the role's line says `none`.
  public static var lines: [Line] {
    methods.flatMap { service, methods in
      methods.flatMap { type -> [Line] in
        let callers = ServiceNeeds.callers(of: service)
        let openers = Self.openers(of: type, in: service)
        return names(of: type, service).flatMap { name in
          let cuts = Role.all.subtracting([.service]).intersection(openers).map {
            ($0.rawValue, type.cuts[$0]?.rawValue ?? "none")
          }
          let services = callers.keys.filter {
            openers.contains(.service)
              && (openers == Role.all && !ServiceNeeds.fronts.contains($0)
                || callers[$0]?.contains(name) == true)
          }
          return (cuts + services.map { ("service:\($0)", "none") }).sorted { $0.0 < $1.0 }.map {
            Line(service: service, method: name, role: $0.0, cut: $0.1)
          }
        }
      }
    }
  }

  /// The roles that open a method of a service.
  private static func openers(of type: any RPCMessage.Type, in service: String) -> Set<Role> {
    if type == ExplainFigure.self { return ExplainFigure.openers(in: service) }
    if type == ListVersions.self { return ListVersions.openers(in: service) }
    if type == RehearseRows.self { return RehearseRows.openers(in: service) }
    let isOfFacts = type == RecordFact.self || type == RehearseFact.self || type == UndoImport.self
    return isOfFacts ? RecordFact.openers(in: service) : type.roles
  }

  /// A method's name, and the name that it had before where it is still offered.
  private static func names(of type: any RPCMessage.Type, _ service: String) -> [String] {
    type == ComputeFigures.self
      ? [type.method, ComputeFigures.formerMethod(of: service)] : [type.method]
  }

  private static let ofAll: [any RPCMessage.Type] = [
    CheckHealth.self, CopyStore.self, ListAudit.self, ListMethods.self, ListSetAside.self,
    ReadFeed.self, ReadMetrics.self, ReadPin.self, ReadStatus.self, RetrySetAside.self,
    VerifyAudit.self, WatchHealth.self,
  ]

  /// The methods of the services that take fact files.
  private static let ofFiles: [any RPCMessage.Type] =
    ofAll + [
      BeginImport.self, CommitImport.self, ComputeFigures.self, ExplainFigure.self,
      ListCodes.self, ListVersions.self, PutChunk.self, ReadFacts.self, ReadImportReport.self,
      RecordFact.self, RehearseFact.self, RehearseImport.self, RehearseRows.self, SubmitRows.self,
      UndoImport.self, WatchImport.self,
    ]

  /// Service → its methods.
  static let methods: [(service: String, methods: [any RPCMessage.Type])] = [
    (
      "registry",
      ofFiles + [
        CheckSignIn.self, CountTools.self, FindPeople.self, FindSignIns.self, GetContacts.self,
        GetEntries.self, GetStructure.self,
        GetTurnover.self,
        ListAgreements.self, ListApprovals.self, ListContributions.self, ListCoverage.self,
        ListDuplicates.self, ListMandates.self, ListMerges.self, ListPartners.self, ListSheets.self,
        ListStructures.self, ListToolUsers.self, ListTools.self, ListToolsNear.self,
        PrepareArrival.self, RecordParticipant.self,
      ]
    ),
    (
      "training",
      ofFiles + [
        CancelRegistration.self, CountReached.self, CountTrainings.self, GetRetention.self,
        GetSatisfaction.self,
        ListAttendance.self, ListCertificates.self, ListCourses.self, ListNeeds.self,
        ListSessions.self, ListTrainings.self, ListUnreached.self, RecordAttendance.self,
        RegisterForSession.self,
      ]
    ),
    (
      "senacs",
      ofFiles + [
        GetAnswer.self, GetCodebook.self, GetCommuneParticipation.self, GetFeedbackSheet.self,
        GetObservedUse.self, GetParticipation.self, GetTrajectory.self, ListAnswers.self,
        ListDeclaredFunding.self, ListExpected.self, ListOwnCampaigns.self, ListReminders.self,
        OpenCampaign.self, PrepareForms.self, SendAnswer.self, SetCodebook.self,
        SetCollection.self,
      ]
    ),
    (
      "evaluation",
      ofFiles + [
        CompareDeclared.self, ConfirmMeeting.self, GetDiagnosis.self, GetPortrait.self,
        GetPublication.self,
        GetReport.self, GetSeriesValues.self, GradeDiagnoses.self, KeepPublication.self,
        KeepReport.self, ListDeclaredMeetings.self, ListMeetings.self, ListReports.self,
        ListSeries.self, ListStaleDiagnoses.self, ListSteps.self,
        ListYearMeetings.self, NoteChange.self, ReadLatestAnswers.self, RecordDiagnosis.self,
        SendSheetAnswers.self, SetSeries.self,
      ]
    ),
    (
      ServiceNeeds.exchange,
      ofAll + [
        CreateSubscription.self, DeleteSubscription.self, ExportMessages.self,
        FollowMessages.self, GetExchangeStatistics.self, GetPublished.self, GetSchema.self,
        GetSubmission.self, ImportMessages.self, ListDeadLetters.self, ListOwnAgreements.self,
        ListOwnMeetings.self, ListOwnStructures.self, ListSubscriptions.self, PullMessages.self,
        ReplayMessages.self, SettleDeadLetters.self, SettleMessages.self, SubmitFacts.self,
      ]
    ),
    ("portal", ofAll + [ForgetPerson.self, MakeLink.self]),
  ].map { ($0.0, $0.1.sorted { $0.method < $1.method }) }
}
