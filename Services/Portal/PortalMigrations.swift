import Storage

/// The schema of the portal, step by step; a step that was released is never changed.
enum PortalMigrations {
  static let all = [
    Migration(
      "portal-1", signIns + mails + drafts + sendings + conversations + files)
  ]

  // MARK: Who comes in

  /// Links and browsers stand by the hashes of their secrets.
  private static let signIns = [
    // People by their codes, as a JSON list; `mail` is the mail that brought the link, NULL for one that was made by hand.
    """
    CREATE TABLE links (hash TEXT PRIMARY KEY, people TEXT NOT NULL, ends_at INTEGER NOT NULL,
    spent_at INTEGER, mail TEXT)
    """,
    "CREATE INDEX links_end ON links (ends_at)",
    // Who is signed in; `way` is JSON.
    """
    CREATE TABLE web_sessions (hash TEXT PRIMARY KEY, person TEXT NOT NULL, name TEXT NOT NULL,
    way TEXT NOT NULL, fictitious INTEGER NOT NULL, started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL, trusted INTEGER NOT NULL, device TEXT NOT NULL)
    """,
    "CREATE INDEX web_sessions_person ON web_sessions (person, started_at)",
    // Attempts to come in, by digests of what they are counted by.
    """
    CREATE TABLE attempts (name TEXT PRIMARY KEY, began_at INTEGER NOT NULL,
    tries INTEGER NOT NULL)
    """,
    "CREATE INDEX attempts_began ON attempts (began_at)",
    // When each officer came in last: who may be told of messages that nobody was asked for.
    """
    CREATE TABLE officers_seen (person TEXT PRIMARY KEY, seen_at INTEGER NOT NULL)
    """,
  ]

  // MARK: Mails

  private static let mails = [
    // Mails by the tokens of their senders.
    """
    CREATE TABLE mails_sent (token TEXT PRIMARY KEY, purpose TEXT NOT NULL,
    sent_at INTEGER NOT NULL, failed_at INTEGER, status TEXT NOT NULL, settled_at INTEGER)
    """,
    "CREATE INDEX mails_sent_time ON mails_sent (sent_at)",
    // Whom each mail went to stands apart, so that somebody can be taken out.
    """
    CREATE TABLE mail_people (mail TEXT NOT NULL, person TEXT NOT NULL,
    structure TEXT NOT NULL, structure_name TEXT NOT NULL, PRIMARY KEY (mail, person))
    """,
    "CREATE INDEX mail_people_person ON mail_people (person)",
    // When somebody was last reminded of a campaign, so that a page that is sent twice reminds once.
    """
    CREATE TABLE reminders_sent (campaign TEXT NOT NULL, person TEXT NOT NULL,
    sent_at INTEGER NOT NULL, PRIMARY KEY (campaign, person))
    """,
    // Whose last reminder did not go, and when that was tried.
    """
    CREATE TABLE reminder_failures (campaign TEXT NOT NULL, person TEXT NOT NULL,
    failed_at INTEGER NOT NULL, PRIMARY KEY (campaign, person))
    """,
  ]

  // MARK: Drafts

  private static let drafts = [
    // One draft a structure and campaign; `sent` is the number of the sending that it stands as.
    """
    CREATE TABLE drafts (structure TEXT NOT NULL, campaign TEXT NOT NULL,
    started_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, changed_by TEXT NOT NULL,
    sent INTEGER, PRIMARY KEY (structure, campaign))
    """,
    "CREATE INDEX drafts_campaign ON drafts (campaign)",
    "CREATE INDEX drafts_changed ON drafts (changed_at)",
    // What stands in each field, and what stood there before.
    """
    CREATE TABLE draft_fields (structure TEXT NOT NULL, campaign TEXT NOT NULL,
    field TEXT NOT NULL, typed TEXT NOT NULL, version INTEGER NOT NULL, person TEXT NOT NULL,
    name TEXT NOT NULL, saved_at INTEGER NOT NULL, former TEXT NOT NULL,
    PRIMARY KEY (structure, campaign, field))
    """,
    // The texts of each field, by their versions.
    """
    CREATE TABLE draft_changes (structure TEXT NOT NULL, campaign TEXT NOT NULL,
    field TEXT NOT NULL, typed TEXT NOT NULL, version INTEGER NOT NULL, person TEXT NOT NULL,
    name TEXT NOT NULL, saved_at INTEGER NOT NULL,
    PRIMARY KEY (structure, campaign, field, version))
    """,
    // Texts that were not written, because somebody else had changed the field; their ids begin with the time.
    """
    CREATE TABLE draft_conflicts (id TEXT PRIMARY KEY, structure TEXT NOT NULL,
    campaign TEXT NOT NULL, field TEXT NOT NULL, seen INTEGER NOT NULL, typed TEXT NOT NULL,
    person TEXT NOT NULL, name TEXT NOT NULL, saved_at INTEGER NOT NULL)
    """,
    "CREATE INDEX draft_conflicts_draft ON draft_conflicts (structure, campaign, id)",
    // Forms as they were fetched last, so that writing goes on while their service is away; JSON.
    """
    CREATE TABLE kept_forms (structure TEXT NOT NULL, campaign TEXT NOT NULL,
    form TEXT NOT NULL, fetched_at INTEGER NOT NULL, PRIMARY KEY (structure, campaign))
    """,
    "CREATE INDEX kept_forms_campaign ON kept_forms (campaign)",
  ]

  // MARK: Answers

  private static let sendings = [
    // What was sent of a draft, as JSON; `call_key` is the idempotency key of the call.
    """
    CREATE TABLE sendings (structure TEXT NOT NULL, campaign TEXT NOT NULL,
    number INTEGER NOT NULL, call_key TEXT NOT NULL, said TEXT NOT NULL,
    sent_at INTEGER NOT NULL, received_at INTEGER, is_late INTEGER NOT NULL,
    PRIMARY KEY (structure, campaign, number))
    """,
    // Cells of a sent answer that may be written again, each for the conversation about it.
    """
    CREATE TABLE reopened_cells (structure TEXT NOT NULL, campaign TEXT NOT NULL,
    field TEXT NOT NULL, conversation INTEGER NOT NULL, reopened_at INTEGER NOT NULL,
    PRIMARY KEY (structure, campaign, field))
    """,
    // Which answer an officer has read: the one that was received then.
    """
    CREATE TABLE answers_read (structure TEXT NOT NULL, campaign TEXT NOT NULL,
    received_at INTEGER NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL,
    read_at INTEGER NOT NULL, PRIMARY KEY (structure, campaign))
    """,
  ]

  // MARK: Conversations

  private static let conversations = [
    // What the Caf and a structure write to each other; `messages` counts those of a conversation.
    """
    CREATE TABLE conversations (number INTEGER PRIMARY KEY, structure TEXT NOT NULL,
    topic TEXT NOT NULL, structure_name TEXT NOT NULL, kind TEXT NOT NULL,
    subject TEXT NOT NULL, quoted TEXT NOT NULL, campaign TEXT NOT NULL, field TEXT NOT NULL,
    state TEXT NOT NULL, changed_at INTEGER NOT NULL, messages INTEGER NOT NULL)
    """,
    "CREATE INDEX conversations_of ON conversations (structure, state)",
    "CREATE INDEX conversations_changed ON conversations (changed_at)",
    // The messages, from 1 in each conversation.
    """
    CREATE TABLE messages (conversation INTEGER NOT NULL, number INTEGER NOT NULL,
    person TEXT NOT NULL, name TEXT NOT NULL, way TEXT NOT NULL, side TEXT NOT NULL,
    deed TEXT NOT NULL, text TEXT NOT NULL, said_at INTEGER NOT NULL,
    PRIMARY KEY (conversation, number))
    """,
    // When somebody was last told of a conversation, so that mails come seldom.
    """
    CREATE TABLE conversation_mails (conversation INTEGER NOT NULL, person TEXT NOT NULL,
    sent_at INTEGER NOT NULL, PRIMARY KEY (conversation, person))
    """,
    "CREATE INDEX conversation_mails_person ON conversation_mails (person, sent_at)",
  ]

  // MARK: Files

  private static let files = [
    // Files that an officer brings: who brought one and who does the present step as JSON, as are the outcomes; `run` is the work on
    // the step, `beat_at` when it last said that it goes on, `call_key` the idempotency key of its call.
    """
    CREATE TABLE file_loads (number INTEGER PRIMARY KEY, name TEXT NOT NULL,
    kind TEXT NOT NULL, sha256 TEXT NOT NULL, byte_count INTEGER NOT NULL,
    kept_at INTEGER NOT NULL, person TEXT NOT NULL, brought TEXT NOT NULL,
    actor TEXT NOT NULL, step TEXT NOT NULL, asked_at INTEGER NOT NULL, run TEXT,
    beat_at INTEGER, done INTEGER NOT NULL, call_key TEXT NOT NULL, import_id TEXT,
    shifts TEXT NOT NULL, rehearsed TEXT, loaded TEXT, loaded_at INTEGER, undone TEXT, fault TEXT)
    """,
    "CREATE INDEX file_loads_step ON file_loads (step, asked_at)",
    // Their bytes, which are kept for a day at most.
    """
    CREATE TABLE file_contents (number INTEGER PRIMARY KEY, content BLOB NOT NULL,
    kept_at INTEGER NOT NULL)
    """,
  ]
}
