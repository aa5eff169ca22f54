extension Catalogue {
  /// Why a service set aside an event of another service's feed.
  public static let setAside = Vocabulary([
    "EVENT_UNREADABLE": Words("l'événement est illisible", "the event cannot be read"),
    "EVENT_TEXT": Words(
      "un code ou un texte a des caractères interdits ou est trop long",
      "a code or a text has characters that are not allowed, or is too long"),
    "EVENT_TOO_LARGE": Words(
      "l'événement est trop volumineux pour un message", "the event is too large for a message"),
    "UNKNOWN_STRUCTURE": Words(
      "le registre ne connaît pas cette structure", "the registry does not know that structure"),
    "UNKNOWN_COMMUNES": Words(
      "le registre n'a pas encore de communes", "the registry has no communes yet"),
  ])
}
