"""A partner's client for Vigie's exchange: subscribe and acknowledge, submit and wait, replay, ask.

    from vigie_exchange import Exchange

    with Exchange("tcp://exchange.example:7105", server_key="…", secret_key="…") as exchange:
        exchange.subscribe("answers", types=["vigie.senacs."])
        for message in exchange.messages("answers"):
            store(message.event)        # keyed by the row's own key: a message may come twice
            message.acknowledge()

It needs nothing but vigie_rpc.py. `python3 vigie_exchange.py --help` shows how to do the same from the command line.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import uuid

from vigie_rpc import RESOURCE_EXHAUSTED, UNAVAILABLE, Client, RPCError

METHOD = "vigie.exchange.v1/"


class Message:
    """A delivery: its `event` (a CloudEvent as a dictionary), and the ways to answer it. An answer holds for this
    delivery only. It returns False if the delivery was over already; the message then comes, or came, again."""

    def __init__(self, exchange, subscription, raw):
        self._exchange = exchange
        self._subscription = subscription
        self.token, self.attempt, self.sequence = raw["token"], raw["attempt"], raw["sequence"]
        self.event = json.loads(raw["event"])

    def acknowledge(self):
        """Says that the message was taken: it does not come again."""
        return self._settle(acknowledge=[self.token])

    def retry(self, seconds=None):
        """Asks for the message later: it comes again after some seconds, or after the subscription's back-off."""
        retry = {"token": self.token}
        if seconds is not None:
            retry["delayMilliseconds"] = int(seconds * 1000)
        return self._settle(retry=[retry])

    def terminate(self, reason):
        """Refuses the message for good: it becomes a dead letter with this reason."""
        return self._settle(terminate=[{"token": self.token, "reason": reason}])

    def extend(self, seconds):
        """Asks for more time: the delivery is kept for this consumer for so many seconds from now."""
        return self._settle(extend=[{"token": self.token, "milliseconds": int(seconds * 1000)}])

    def _settle(self, **answer):
        return not self._exchange.settle(self._subscription, **answer)["stale"]


class Gap(Exception):
    """Messages were deleted before they could be delivered; the subscription goes on after them. The gap is told again
    until it is acknowledged, or until a message that came beside it is answered. `messages` holds the messages that
    came beside it."""

    def __init__(self, gap, exchange=None, subscription=None, messages=()):
        self._exchange, self._subscription, self.messages = exchange, subscription, list(messages)
        self.token = gap.get("token")
        self.first, self.last, self.refetch = gap["from"], gap["through"], gap["refetch"]
        super().__init__(f"messages {self.first} to {self.last} were deleted; {self.refetch}")

    def acknowledge(self):
        """Acknowledges the gap: it is not told again."""
        if self.token is None or self._exchange is None:  # An exchange of version 0.2 tells it once.
            return True
        return not self._exchange.settle(self._subscription, acknowledge=[self.token])["stale"]


class Exchange:
    """The queues of one key. Use it as a context manager, or close it."""

    def __init__(self, endpoint, server_key, secret_key):
        self._client = Client(endpoint, server_key=server_key, secret_key=secret_key)
        # By subscription: a gap that was raised, and the messages that came beside it.
        self._held = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._client.close()

    def call(self, method, request=None, key=None, timeout=30.0):
        """Makes one call; with a key, a change is made only once. Waits and tries again when the exchange says so."""
        metadata = {"vigie-idempotency-key": [key]} if key else None
        end = time.monotonic() + timeout
        while True:
            left = end - time.monotonic()
            try:
                return self._client.call(METHOD + method, request or {}, timeout=left, metadata=metadata,
                                         wait_for_ready=True)
            except RPCError as error:
                pause = (error.details or {}).get("retryDelayMilliseconds", 200) / 1000
                if error.code not in (UNAVAILABLE, RESOURCE_EXHAUSTED) or left < pause:
                    raise
                time.sleep(pause)

    # Out

    def subscribe(self, name, types=(), territories=(), start=None, ordered=False, **options):
        """Makes a durable subscription; to make the same one again changes nothing. `start` is, for example, {"from":
        "latest"}."""
        request = {"name": name, "types": list(types), "territories": list(territories), "ordered": ordered, **options}
        if start:
            request["start"] = start
        return self.call("CreateSubscription", request, key=uuid.uuid4().hex)

    def pull(self, subscription, most=100, wait=0.0):
        """Takes up to `most` messages, and waits for the first. If messages were deleted unread, raises Gap, which
        holds the messages that came beside it."""
        batch = self.call("PullMessages", {"subscription": subscription, "maxMessages": most,
                                           "waitMilliseconds": int(wait * 1000)}, timeout=wait + 30)
        found = [Message(self, subscription, raw) for raw in batch["messages"]]
        if batch.get("gap"):
            raise Gap(batch["gap"], self, subscription, found)
        return found

    def messages(self, subscription, until=None, on_gap=None):
        """Yields messages as they come: for ever, or until `until` seconds have passed without one. A gap is handed to
        `on_gap`, and is acknowledged when that returns. Without `on_gap` the gap is raised; the next call acknowledges
        it and goes on with the messages that came beside it."""
        gap, found = self._held.pop(subscription, (None, []))
        if gap:
            gap.acknowledge()
        yield from found
        while True:
            try:
                found = self.pull(subscription, wait=20.0 if until is None else min(20.0, until))
            except Gap as gap:
                if on_gap is None:
                    self._held[subscription] = gap, gap.messages
                    gap.messages = []
                    raise
                on_gap(gap)
                gap.acknowledge()
                found = gap.messages
                if not found:
                    continue
            yield from found
            if not found and until is not None:
                return

    def settle(self, subscription, **answers):
        return self.call("SettleMessages", {"subscription": subscription, **answers})

    def replay(self, start, through=None, types=(), rate=None):
        """Yields a range of the log again and acknowledges each message; other subscriptions are not changed."""
        name = "replay-" + uuid.uuid4().hex[:12]
        request = {"name": name, "types": list(types), "start": start}
        if through is not None:
            request["through"] = through
        if rate is not None:
            request["messagesPerSecond"] = rate
        last = self.call("ReplayMessages", request, key=uuid.uuid4().hex)["through"]
        try:
            while True:
                try:
                    found = self.pull(name, wait=2.0)
                except Gap as gap:
                    # Retention deleted messages while the range was read.
                    print(gap, file=sys.stderr)
                    gap.acknowledge()
                    found = gap.messages
                for message in found:
                    message.acknowledge()
                    yield message
                state = next(s for s in self.call("ListSubscriptions")["subscriptions"] if s["name"] == name)
                if not found and state["backlog"] + state["waiting"] + state["inFlight"] == 0:
                    return last
        finally:
            self.call("DeleteSubscription", {"name": name}, key=uuid.uuid4().hex)

    # What other services keep of the key's territories

    def structures(self, **request):
        """Yields the structures there, of today or of a day (`asOf="2025-12-31"`)."""
        return self._pages("ListStructures", "structures", "code", request)

    def agreements(self, **request):
        """Yields the agreements there with their parties; `asOf`, `endingBy` and `kind` may be given."""
        return self._pages("ListAgreements", "rows", "code", request)

    def meetings(self, year, **request):
        """Yields the meetings of veille there, each with how many were invited and present; `commune` may be given, and
        `attended=True` for those that were held with a centre present."""
        return self._pages("ListMeetings", "rows", "meeting", {"year": year, **request})

    def participation(self, campaign):
        """Yields how many structures of each commune there are expected in a campaign and answered. Where that is
        secret, a row has `secret` in the place of `expected` and `answered`."""
        return self._pages("GetPublished", "rows", "commune", {"campaign": campaign}, within="participation")

    def published(self, campaign):
        """Returns the tables of the campaign's year as they were published; None where nothing was."""
        return self.call("GetPublished", {"campaign": campaign, "limit": 1}).get("published")

    def _pages(self, method, rows, code, request, within=None):
        while True:
            reply = self.call(method, request)
            page = reply[within] if within else reply
            yield from page[rows]
            if not page["hasMore"]:
                return
            request = {**request, "after": page[rows][-1][code]}

    # In

    def submit(self, file, rows, fictitious=False, key=None):
        """Hands in fact rows (dictionaries, column → cell). Returns the receipt, which says that the rows are durable.
        Give a key if the same rows may be handed in again, such as after a crash."""
        request = {"schema": f"urn:vigie:file:{file}:1", "rows": list(rows), "fictitious": fictitious}
        return self.call("SubmitFacts", request, key=key or uuid.uuid4().hex)

    def outcome(self, submission, timeout=60.0):
        """Waits for the outcome of a submission; returns None if there is none in time."""
        end = time.monotonic() + timeout
        pause = 0.02
        while time.monotonic() < end:
            found = self.call("GetSubmission", {"submission": submission})
            if found["state"] != "pending":
                return {"state": found["state"], **(found.get("outcome") or {})}
            time.sleep(pause)
            pause = min(pause * 2, 1.0)
        return None


def main():
    parser = argparse.ArgumentParser(description="Reads from and brings to Vigie's exchange.")
    parser.add_argument("--server", default=os.environ.get("VIGIE_EXCHANGE"), help="its address; else $VIGIE_EXCHANGE")
    parser.add_argument("--server-key", default=os.environ.get("VIGIE_EXCHANGE_KEY"), help="else $VIGIE_EXCHANGE_KEY")
    parser.add_argument("--key-file", default="partner.key", help="the file of the own secret key")
    verbs = parser.add_subparsers(dest="verb", required=True)
    read = verbs.add_parser("read", help="prints events, one a line, and acknowledges them")
    read.add_argument("subscription")
    read.add_argument("--type", action="append", default=[], help="a beginning of types; repeatable")
    read.add_argument("--until-idle", type=float, metavar="SECONDS", help="stop after so long without one")
    submit = verbs.add_parser("submit", help="brings the rows of a fact file and waits for the outcome")
    submit.add_argument("file", help="such as attendance.csv: ';' between cells, the columns of the fact file")
    submit.add_argument("--fictitious", action="store_true")
    replay = verbs.add_parser("replay", help="prints a range of the log once more")
    replay.add_argument("--from", dest="first", type=int, default=1)
    replay.add_argument("--through", type=int)
    replay.add_argument("--rate", type=int, help="messages a second")
    structures = verbs.add_parser("structures", help="prints the structures of the key's territories, one a line")
    agreements = verbs.add_parser("agreements", help="prints the agreements there with their parties, one a line")
    for verb in (structures, agreements):
        verb.add_argument("--as-of", metavar="DAY", help="such as 2025-12-31; today if absent")
    meetings = verbs.add_parser("meetings", help="prints the meetings of veille there, one a line")
    meetings.add_argument("year", type=int)
    meetings.add_argument("--attended", action="store_true", help="only those that were held with a centre present")
    participation = verbs.add_parser("participation", help="prints the participation in a campaign, a commune a line")
    participation.add_argument("campaign")
    published = verbs.add_parser("published", help="prints the tables that were published of a campaign's year")
    published.add_argument("campaign")
    options = parser.parse_args()
    if not options.server or not options.server_key:
        parser.error("--server and --server-key are needed")
    with open(options.key_file) as file:
        secret = file.read().strip()
    with Exchange(options.server, options.server_key, secret) as exchange:
        if options.verb == "read":
            exchange.subscribe(options.subscription, types=options.type)
            tell = lambda gap: print(gap, file=sys.stderr)
            for message in exchange.messages(options.subscription, until=options.until_idle, on_gap=tell):
                print(json.dumps(message.event, ensure_ascii=False), flush=True)
                message.acknowledge()
        elif options.verb == "replay":
            for message in exchange.replay({"from": "sequence", "sequence": options.first}, options.through,
                                           rate=options.rate):
                print(json.dumps(message.event, ensure_ascii=False), flush=True)
        elif options.verb == "submit":
            sys.exit(bring(exchange, options.file, options.fictitious))
        else:
            for row in told(exchange, options):
                print(json.dumps(row, ensure_ascii=False), flush=True)


def told(exchange, options):
    """Returns what is kept of the key's territories, row by row."""
    day = {"asOf": options.as_of} if getattr(options, "as_of", None) else {}
    if options.verb == "structures":
        return exchange.structures(**day)
    if options.verb == "agreements":
        return exchange.agreements(**day)
    if options.verb == "meetings":
        return exchange.meetings(options.year, **({"attended": True} if options.attended else {}))
    if options.verb == "participation":
        return exchange.participation(options.campaign)
    return (exchange.published(options.campaign) or {}).get("tables", [])


def bring(exchange, path, fictitious):
    """Submits a file in pieces and prints the refused rows; returns the exit code, 0 if no row was refused."""
    import csv

    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    refused = loaded = 0
    for first in range(0, len(rows), 1000):
        receipt = exchange.submit(os.path.basename(path), rows[first:first + 1000], fictitious)
        outcome = exchange.outcome(receipt["submission"])
        if outcome is None or outcome.get("reason"):
            print(f"submission {receipt['submission']}: {outcome and outcome['reason'] or 'no outcome yet'}")
            return 1
        loaded += outcome["loaded"] + outcome["unchanged"]
        for remark in outcome["refused"]:
            refused += 1
            print(f"row {first + remark['row']}: {remark['column']} {remark['value']!r}: {remark['code']} – {remark['text']}")
    print(f"{loaded} rows there, {refused} refused")
    return 1 if refused else 0


if __name__ == "__main__":
    try:
        main()
    except RPCError as error:
        sys.exit(str(error))
    except BrokenPipeError:
        # The reader of the output has enough, as `head` does. What was not printed was not acknowledged. Without this
        # Python would write the rest of the buffer at its end, and fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except KeyboardInterrupt:
        sys.exit(130)
