import Contracts
import PortalDomain
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

/// The portal's methods for programs; browsers come by its pages.
struct PortalHandlers: Sendable {
  let site: PortalSite

  func register(in router: inout Router) {
    router.handle(MakeLink.self, makeLink)
    router.handle(ForgetPerson.self, forgetPerson)
  }

  private func forgetPerson(
    _ request: ForgetPerson, _ context: ServerContext
  ) async throws -> ForgetPerson.Reply {
    guard !request.person.isEmpty, request.person.count <= ForgetPerson.mostCharacters else {
      throw RPCError.badField(
        "person", "a code of \(ForgetPerson.mostCharacters) characters at most is needed")
    }
    let reply = try await site.host.writes.run(request, context) { transaction in
      try ErasureStore.forget(request.person, in: transaction)
    }
    // The store's log has what was overwritten until its content is in the file.
    site.host.database.settle()
    return reply
  }

  private func makeLink(
    _ request: MakeLink, _ context: ServerContext
  ) async throws -> MakeLink.Reply {
    guard !request.person.isEmpty, request.person.count <= FindSignIns.mostCharacters else {
      throw RPCError.badField(
        "person", "a code of \(FindSignIns.mostCharacters) characters at most is needed")
    }
    let found = try await site.calls.ask(FindSignIns(person: request.person))
    guard let person = found.people.first else {
      throw RPCError(
        .notFound, reason: "NO_SIGN_IN", domain: "vigie.portal",
        "\(request.person) has no post and no grant by which one comes in",
        arguments: ["person": request.person])
    }
    let token = SecretToken()
    let until = site.host.database.now.adding(microseconds: SignInLink.lasts)
    try await site.keep(token, for: [person.code], how: "hand")
    return MakeLink.Reply(
      link: "\(site.configuration.publicAddress)/entrer/\(token.text)", until: until)
  }
}
