"""What deploy/hostile runs: the services and the portal with the golden network, and everything that anyone could send them.

Each cell (method, role) is a check. It fails with the first answer that no call may get. At the end the state of each service is
checked too.
"""

import argparse
import collections
import contextlib
import json
import os
import subprocess
import sys
import time

from hostile_cases import Cases
from hostile_inputs import Case, forbids
from hostile_system import System, prepare, reflection
from hostile_wire import MOST, Wire
from hosts import PROGRAMS, Checks, end_in_order, wait_for
from vigie_rpc import MAX_HEADER

GRACE = 0.5  # seconds after the deadline in which the answer must be here
# A call that was late is made again with nothing else under way. It has failed when it was late LATE times while
# another service answered within QUICK seconds. After TRIES tries the machine itself counts as too slow.
LATE, QUICK, TRIES, BESIDE = 3, 0.2, 8, "beside a late one"
WINDOW = 8  # calls under way at once, of each service
MEMORY, DESCRIPTORS = 192, 8  # what a service may have more at the end than after the warm-up: MiB, and open files
WARM_UP, IN_TURN = 0.25, 0.65  # shares of the time: until sizes are noted, and until all that follows is by number
SHOWN, SHOWN_EACH = 300, 3  # characters of a request; failures of a kind and method that are printed
# Commands that `vigie` runs at the end, on all facts that came by then: they may be refused, but only as they should.
READ = ("evaluation indicators --year 2025 --from 2023-01-01", "evaluation report --year 2025", "evaluation declared --year 2025",
        "evaluation trajectory --from 2022 --to 2026", "senacs participation 2025", "senacs trajectory", "senacs expected 2025",
        "senacs missing 2025", "senacs codebook 2025", "registry list", "evaluation turnover --year 2025",
        "evaluation retention", "diagnosis show S01", "diagnosis grades --as-of 2025-12-31", "actions", "territory series",
        "territory portrait S01", "exchange status", "explain I1 --year 2025")
# Refusals that concern the frames of a call, and so name no member.
WHOLE = {"PROTOCOL"}


def shown(case):
    """Returns a call in the form that `vigie call` takes, shortened."""
    text = case.payload.decode("utf-8", "backslashreplace") if case.content == "json" else f"CBOR {case.payload[:SHOWN // 2].hex()}"
    header = f" header {case.raw_header or json.dumps(case.header)[:SHOWN]}" if case.raw_header or case.header else ""
    cut = f"{text[:SHOWN]}… ({len(case.payload)} bytes)" if len(text) > SHOWN else text
    after = f"\n    after {shown(case.came_of)}" if case.came_of else ""
    times = f", {case.times} times at once" if case.times > 1 else ""
    return f"--service {case.service} {case.method} '{cut}'{header} (as {case.role}{times}){after}"


class Run:
    """Sends cases and judges what comes back."""

    def __init__(self, system, options):
        self.system, self.options = system, options
        self.wire = Wire(system.ways, GRACE)
        self.queues = {service: collections.deque() for service in PROGRAMS}
        self.alone = {service: collections.deque() for service in PROGRAMS}
        self.cells, self.codes = collections.Counter(), collections.Counter()
        self.failed = {}  # cell → its first failure
        self.groups = collections.defaultdict(list)  # (kind of failure, method, …) → cases
        self.ends, self.killers, self.passed_over = collections.Counter(), set(), 0
        self.shown = collections.Counter()  # how often a (kind of failure, method) was printed
        self.taken = collections.deque(maxlen=20)  # numbers of the last facts that were taken
        self.slow, self.beside, self.sizes = [], None, {}

    # Sending.

    def go(self, cases, until):
        """Sends cases until there are no more or the time is over, then waits for those under way."""
        cases = iter(cases)
        following = next(cases, None)
        while True:
            is_over = time.monotonic() > until
            while following and not is_over and len(self.queues[following.service]) < 50:
                if self.admits(following):
                    self.queues[following.service].append(following)
                following = next(cases, None)
            if is_over:
                for queue in self.queues.values():
                    queue.clear()
            for service in PROGRAMS:
                self.feed(service)
            if not self.wire.open and not any(self.queues.values()) and not any(self.alone.values()) and (is_over or not following):
                return
            for case, answer in self.wire.poll(0.05):
                self.judge(case, answer)
            for service in PROGRAMS:
                if self.system.processes[service].poll() is not None:
                    self.ended(service)

    def admits(self, case):
        """Whether a case is sent: none like it has ended a process, and it is not so long that the server cuts the connection, by
        which the calls beside it would be lost."""
        if case.same() in self.killers:
            self.passed_over += 1
            return False
        return len(case.payload) <= MOST

    def feed(self, service):
        if self.alone[service]:
            if self.wire.waiting(service) == 0:
                case = self.alone[service].popleft()
                case.alone = True
                for _ in range(case.times):
                    self.wire.send(case)
                # A call to another service at the same time shows whether the whole machine is slow.
                other = PROGRAMS[PROGRAMS.index(service) - 1]
                self.beside = None
                self.wire.send(Case(other, "vigie.health.v1/Check", "operator", BESIDE, "right"))
            return
        while self.queues[service] and self.wire.waiting(service) < WINDOW:
            case = self.queues[service].popleft()
            for _ in range(case.times):
                self.wire.send(case)

    def ended(self, service):
        """Handles a process that ended: tries the cases that were under way again, one by one."""
        code = self.system.processes[service].returncode
        suspects = self.wire.drop(service)
        self.ends[service] += 1
        found = [case for case in suspects if case.alone or case.same() in self.killers]
        if found:
            self.fail("ended the process", found[0], f"exit code {code}; {self.last_words(service)}")
            self.killers.add(found[0].same())
        elif not suspects:
            self.fail_service(f"{service} ended with nothing under way", f"exit code {code}; {self.last_words(service)}")
        self.system.start(service)
        if not self.system.serves(service):
            self.fail_service(f"{service} does not start on what it was brought", self.last_words(service) + "".join(
                f"\n    under way: {shown(case)}" for case in suspects))
            with contextlib.suppress(ProcessLookupError):
                self.system.processes[service].kill()
            self.system.processes[service].wait()
            self.system.put_back(service)
            self.system.start(service)
            if not self.system.serves(service):
                raise SystemExit(f"{service} does not start on its first store either: {self.last_words(service)}")
        if suspects and not found:
            self.alone[service].extend(case for case in suspects if case.same() not in self.killers)
            self.check_found(service, len(self.failed), suspects)
        self.sizes.pop(service, None)

    def check_found(self, service, before, suspects):
        """Checks that one of the suspects, tried one by one, ended the process again."""
        end = time.monotonic() + 60
        ends = self.ends[service]
        while (self.alone[service] or self.wire.waiting(service)) and time.monotonic() < end:
            self.feed(service)
            for case, answer in self.wire.poll(0.05):
                self.judge(case, answer)
            if self.system.processes[service].poll() is not None:
                self.ended(service)
        if self.ends[service] == ends:
            self.fail_service(f"{service} ended, and not again by any one of what was under way", "".join(
                f"\n    {shown(case)}" for case in suspects))

    def last_words(self, service):
        with open(f"{self.system.home}/log/{service}.log", "rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - 4_000))
            lines = file.read().decode("utf-8", "replace").splitlines()
        told = [line for line in lines if "Fatal" in line or " error " in line] or [line for line in lines if " warning " in line]
        return told[-1][:300] if told else "its log does not say why"

    # Judging.

    def judge(self, case, answer):
        if case.member == BESIDE:
            self.beside = answer.seconds
            return None
        self.cells[case.service, case.method, case.role] += 1
        self.codes[answer.code] += 1
        if answer.code is None or answer.seconds > case.seconds + GRACE:
            return self.late(case, answer)
        if answer.code in ("INTERNAL", "UNKNOWN") or answer.code.startswith("code"):
            return self.fail(answer.code, case, f"{answer.message[:200]}; {self.last_words(case.service)}")
        if answer.head_bytes > MAX_HEADER:
            return self.fail("a header above 8 KiB", case, f"{answer.head_bytes} bytes: {answer.message[:200]}")
        if answer.code == "OK" and case.content == "json":
            try:
                answer.read("json")
            except ValueError as error:
                return self.fail("an answer that is no JSON", case, str(error))
        own_header = case.raw_header is not None or "method" in case.header
        if not own_header and not case.may and answer.code != "PERMISSION_DENIED" and answer.reason != "BAD_HEADER":
            return self.fail("a method that is closed to the role", case, f"{answer.code}")
        # A method may be open to a role, and yet refuse it a kind of file.
        if not own_header and case.may and answer.reason == "ROLE_NEEDED" and "may not call" in answer.message:
            return self.fail("a method that is open to the role", case, answer.code)
        if answer.code == "INVALID_ARGUMENT" and not self.names(case, answer):
            return self.fail(f"a refusal that names no member ({answer.reason})", case, answer.message[:200])
        # A name under additionalProperties is free, so what the schema allows there is not checked.
        if answer.code == "OK" and case.request is not None and not case.header:
            why = forbids({"type": "object", **case.schema}, case.request)
            if why:
                return self.fail("taken, though the schema forbids it", case, why)
        if answer.code == "OK" and case.member.startswith(("rows ", "file ")):
            self.taken.append(case.member.split(" ")[1])
        if answer.code == "OK" and case.then:
            for following in case.then(answer):
                following.came_of = case
                if self.admits(following):
                    self.queues[following.service].appendleft(following)
        return None

    @staticmethod
    def names(case, answer):
        """Whether a refusal names the member at fault; a message that is no object has no members to name."""
        violations = answer.details.get("fieldViolations") or []
        start = case.payload.lstrip()[:1] if case.content == "json" else case.payload[:1]
        if answer.reason == "BAD_MESSAGE" and (start != b"{" if case.content == "json" else start[:1] and start[0] >> 5 != 5):
            return True
        return (violations and all(one.get("field") for one in violations)) or answer.reason in WHOLE or (
            answer.reason in ("BAD_MESSAGE", "BAD_HEADER") and "byte " in answer.message)

    def late(self, case, answer):
        """Asks again for an answer that came too late, with nothing else under way. If it is late every time, the fault is the
        call's own and not the machine's, since other services answer in time."""
        said = "nothing" if answer.code is None else f"{answer.code} after {answer.seconds:.1f} s"
        if case.raw_header is not None or "timeoutMs" in case.header or "credit" in case.header:
            return
        case.tries += 1
        case.late += case.alone and self.beside is not None and self.beside < QUICK
        if case.late >= LATE:
            self.fail("an answer after the deadline", case, said)
        elif case.tries > TRIES:
            self.slow.append(f"{said}: {shown(case)}")
        else:
            self.alone[case.service].append(case)

    def fail(self, kind, case, what):
        self.failed.setdefault((case.service, case.method, case.role), kind)
        group = self.groups[kind, case.method, case.member.split(" ")[0]]
        group.append(case.kind)
        # The same refusal of the same member often occurs in many methods, so it is printed a few times only.
        like = (kind, case.member.split(" ")[0].split(".")[-1]) if kind.startswith(("a refusal", "taken")) else (kind, case.method)
        self.shown[like] += len(group) == 1
        if len(group) == 1 and self.shown[like] <= SHOWN_EACH:
            print(f"FAILED  {kind}: {case.name}\n  {what}\n  {shown(case)}", flush=True)
            if self.taken and not kind.startswith(("a refusal", "taken")):
                print(f"    on facts of which the last were --number {' --number '.join(dict.fromkeys(self.taken))}")

    def fail_service(self, what, why):
        self.failed.setdefault(what, why)
        print(f"FAILED  {what}\n  {why}", flush=True)


def ending(run, system, checks):
    """Checks what must hold when all cases were sent."""
    for service in PROGRAMS:
        checks.expect(f"{service}: no process ended", run.ends[service], 0)
        memory, files = system.size(service)
        if service in run.sizes:
            before, open_before = run.sizes[service]
            print(f"        {service}: {before:.0f} MiB, {open_before} files after the warm-up; {memory:.0f}, {files} at the end")
            checks.expect(f"{service}: at most {MEMORY} MiB more than after the warm-up", memory - before <= MEMORY, True)
            checks.expect(f"{service}: at most {DESCRIPTORS} open files more", files - open_before <= DESCRIPTORS, True)
    run.wire.close()
    for service in PROGRAMS:
        checks.expect(f"{service}: stops in order and serves again on its store", system.restart(service, lambda: None), (0, True))

    def behind():
        rows = json.loads(system.vigie("status", "--wait", "30", "--format", "json", codes=(0, 3)))
        late = [one for one in rows if one["status"] != "SERVING" or one["feedLag"] or one["waiting"]]
        return [f"{one['service']}: {one['status']}, {one['feedLag']} events behind, {one['waiting']} waiting; "
                f"{run.last_words(one['service'])}" for one in late]

    wait_for(lambda: not behind(), 60)
    checks.expect("all serve, and every feed is followed to its end", behind(), [])
    for words in READ:
        done = subprocess.run([f"{system.bin}/vigie", *words.split()], env=system.environment(), capture_output=True, text=True,
                              timeout=120)
        said = done.stderr if done.returncode not in (0, 1, 3) or "INTERNAL" in done.stderr else None
        checks.expect(f"vigie {words}: answers", said and (done.returncode, said[-500:]), None)


def numbered(cases, first=0):
    while True:
        yield cases.numbered(first)
        first += 1


def main():
    end_in_order()
    parser = argparse.ArgumentParser(prog="deploy/hostile")
    parser.add_argument("--bin", required=True)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="cases whose name contains this")
    parser.add_argument("--number", type=int, action="append", help="cases of the second half by their numbers")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    options.bin = os.path.abspath(options.bin)
    checks = Checks()
    with System(options) as system:
        facts = prepare(system)
        cases = Cases(options.seed, reflection(system), facts)
        system.copy_stores()
        run = Run(system, options)
        print(f"seed {options.seed}: {len(cases.methods)} methods", flush=True)
        start = time.monotonic()
        if options.number:
            run.go(map(cases.numbered, options.number), start + options.seconds)
        elif options.only:
            run.go(cases.systematic(options.only.removesuffix(" in CBOR")), start + options.seconds)
        else:
            in_turn = cases.systematic()
            run.go(in_turn, start + options.seconds * WARM_UP)
            run.sizes = {service: system.size(service) for service in PROGRAMS}
            run.go(in_turn, start + options.seconds * IN_TURN)
            run.go(numbered(cases), start + options.seconds)
        tell(run, time.monotonic() - start)
        ending(run, system, checks)
    checks.failed += len(run.failed)
    checks.passed += len(run.cells) - sum(isinstance(cell, tuple) for cell in run.failed)
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(checks.failed > 0)


def tell(run, seconds):
    codes = ", ".join(f"{count} {code or 'late'}" for code, count in run.codes.most_common())
    print(f"{sum(run.cells.values())} calls in {seconds:.0f} s: {codes}")
    if run.passed_over:
        print(f"{run.passed_over} more passed over, since such a one had ended the process")
    for text in run.slow[:10]:
        print(f"late, on a machine that was slow all the time: {text}")
    for (kind, method, member), kinds in sorted(run.groups.items()):
        names = list(dict.fromkeys(kinds))
        print(f"  {kind}: {method} {member}: {len(kinds)} ({', '.join(names[:6])}{', …' if len(names) > 6 else ''})")


if __name__ == "__main__":
    main()
