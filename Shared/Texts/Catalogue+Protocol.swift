/// The words for refusals between programs that a person may meet: of the wire, of keys, of the exchange and of files on their way.
extension Catalogue {
  static let protocolRefusals: [String: Words] = [
    "WIRE_VERSION": Words(
      "Ce programme et le service n'ont pas la même version du protocole. Mettez-les à jour.",
      "This program and the service speak different versions of the wire. Bring both up to date."),
    "ROUTING_ID_CHOSEN": Words(
      "Le programme appelant choisit lui-même son identifiant de routage. Retirez ce réglage.",
      "The calling program chooses its routing id itself. Leave that option unset."),
    "KEY_CHANGED": Words(
      "Les droits de cette clé viennent de changer. Relancez la commande.",
      "The rights of this key have just changed. Run the command again."),
    "TOO_MANY_CONNECTIONS": Words(
      "Cette clé a trop de connexions ouvertes. Fermez-en, ou réessayez dans quelques secondes.",
      "This key has too many open connections. End some, or try again in a few seconds."),
    "IDEMPOTENCY_KEY_NEEDED": Words(
      "Cet appel enregistre quelque chose : il lui faut une clé anti-doublon, de 128 octets au plus.",
      "This call changes something: it needs an idempotency key of 128 bytes at most."),
    "QUOTA": Words(
      "Cette clé a atteint sa limite au service d'échange. Réessayez plus tard.",
      "This key has reached its limit at the exchange. Try again later."),
    "SCHEMA_UNKNOWN": Words(
      "Le service d'échange ne connaît pas ce schéma. Schémas : vigie describe --asyncapi",
      "The exchange does not know this schema. Schemas: vigie describe --asyncapi"),
    "SUBMISSION_UNKNOWN": Words(
      "Cette clé n'a pas d'envoi de ce numéro. Vérifiez le numéro.",
      "This key has no submission of that number. Check the number."),
    "SUBSCRIPTION_DIFFERS": Words(
      "Cet abonnement existe déjà avec d'autres options. Supprimez-le, ou choisissez un autre nom.",
      "This subscription exists with other options. Delete it, or choose another name."),
    "SUBSCRIPTION_UNKNOWN": Words(
      "Cette clé n'a pas d'abonnement « {subscription} ». Créez-le d'abord.",
      "This key has no subscription “{subscription}”. Make it first."),
    "TERRITORIES_UNKNOWN": Words(
      "Le service d'échange n'a pas encore reçu les communes du registre. Réessayez.",
      "The exchange has not received the registry's communes yet. Try again."),
    "TOO_MANY_SUBSCRIPTIONS": Words(
      "Cette clé a le plus grand nombre d'abonnements permis. Supprimez-en un.",
      "This key has as many subscriptions as it may. Delete one."),
    "UPLOAD_UNKNOWN": Words(
      "Le service n'a plus ce fichier. Envoyez-le à nouveau.",
      "The service does not have this file any more. Send it again."),
    "UPLOAD_TAKEN": Words(
      "Ce fichier a été chargé entre-temps. Envoyez-le à nouveau pour le vérifier.",
      "This file was loaded in the meantime. Send it again to check it."),
    "COPY_UNDER_WAY": Words(
      "Une sauvegarde de ce service est déjà en cours. Réessayez quand elle sera terminée.",
      "A copy of this service is being made already. Try again once it is done."),
    "SERVICE_SILENT": Words(
      "Le service {service} ne répond pas. Réessayez.",
      "The service {service} does not answer. Try again."),
  ]
}
