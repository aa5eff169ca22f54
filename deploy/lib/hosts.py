"""What deploy/hosts-demo runs: sets up the hosts in network namespaces by the commands of deploy/README.md, and then troubles
them.

Each host has an address of its own on a bridge, and its own /etc/vigie and /var/lib/vigie. The commands are the page's blocks
that begin with "# on HOST". There is no systemd; a small `systemctl` takes its place and starts and stops programs.
"""

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SERVICES = ("registry", "training", "senacs", "evaluation", "exchange")
# The portal stands behind the services: a host more, which the others do without.
PROGRAMS = (*SERVICES, "portal")
HOSTS = {name: f"10.77.0.{number}" for number, name in enumerate((*SERVICES, "operator", "portal"), start=1)}
PREFIX, BRIDGE = "vigie-", "vigie-lan"
HEALED_IN = 5.0  # seconds
# These hosts keep their state on a small disk of their own, which `full_disk` fills.
SMALL_DISKS, SMALL_DISK = ("senacs", "exchange"), "48m"
SYSTEMCTL = """#!/bin/sh
# start, stop or restart vigie@SERVICE; enable --now and disable --now are the same here.
verb=$1; shift
[ "$verb" = enable ] && verb=start
for unit in "$@"; do
  case $unit in --now) continue ;; esac
  name=${unit#vigie@}; name=${name%.service}; run=$VIGIE_HOST/run
  case $verb in stop | restart)
    [ -f "$run/$name.pid" ] && kill "$(cat "$run/$name.pid")" && while kill -0 "$(cat "$run/$name.pid")" 2>/dev/null
    do sleep 0.05; done ;;
  esac
  case $verb in start | restart)
    setsid vigie-$name --config /etc/vigie/$name.json >>"$VIGIE_HOST/$name.log" 2>&1 </dev/null &
    echo $! >"$run/$name.pid" ;;
  esac
done
"""


def run(*words, check=True, **more):
    return subprocess.run(words, check=check, text=True, capture_output=True, **more)


class Network:
    """The bridge and the hosts, all of which are removed when the context ends."""

    def __init__(self, options):
        self.options = options
        self.folder = tempfile.mkdtemp(prefix="vigie-hosts.")

    def __enter__(self):
        os.makedirs(f"{self.folder}/bin")
        with open(f"{self.folder}/bin/systemctl", "w", opener=lambda path, flags: os.open(path, flags, 0o755)) as file:
            file.write(SYSTEMCTL)
        for path in ("/etc/vigie", "/var/lib/vigie"):
            os.makedirs(path, exist_ok=True)
        self.remove()
        run("ip", "link", "add", BRIDGE, "type", "bridge")
        run("ip", "link", "set", BRIDGE, "up")
        for name, address in HOSTS.items():
            for part in ("etc", "state", "run"):
                os.makedirs(f"{self.folder}/{name}/{part}", 0o700)
            if name in SMALL_DISKS:
                run("mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK},mode=0700", "tmpfs", f"{self.folder}/{name}/state")
            space, outer = PREFIX + name, f"vg-{name}"[:15]
            run("ip", "netns", "add", space)
            run("ip", "link", "add", outer, "type", "veth", "peer", "name", "eth0", "netns", space)
            run("ip", "link", "set", outer, "master", BRIDGE, "up")
            self.ip(name, "addr", "add", f"{address}/24", "dev", "eth0")
            self.ip(name, "link", "set", "eth0", "up")
            self.ip(name, "link", "set", "lo", "up")
        return self

    def __exit__(self, *_):
        for name in PROGRAMS:
            if pid := self.pid(name):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)
                    os.kill(pid, signal.SIGKILL)
        self.remove()
        if self.options.keep:
            # The two small disks stay mounted, because they hold what is kept.
            print(f"all of it is kept in {self.folder}")
        else:
            for name in SMALL_DISKS:
                run("umount", f"{self.folder}/{name}/state", check=False)
            shutil.rmtree(self.folder)

    def remove(self):
        there = run("ip", "netns", "list").stdout.split()
        for name in HOSTS:
            if PREFIX + name in there:
                run("ip", "netns", "del", PREFIX + name)
            # A namespace whose connections could not be closed lives on for a while, and so does its link.
            run("ip", "link", "del", f"vg-{name}"[:15], check=False)
        run("ip", "link", "del", BRIDGE, check=False)

    def ip(self, name, *words):
        run("ip", "-n", PREFIX + name, *words)

    def pid(self, service):
        with contextlib.suppress(FileNotFoundError, ValueError):
            with open(f"{self.folder}/{service}/run/{service}.pid") as file:
                return int(file.read())
        return None

    def on(self, name, command, check=True, timeout=120):
        """Runs a command in a host's shell."""
        place = f"{self.folder}/{name}"
        script = (f"mount --bind {place}/etc /etc/vigie && mount --bind {place}/state /var/lib/vigie && "
                  f"cd {ROOT} && {command}")
        # VIGIE_HOME is left out, because the page works without it.
        environment = {key: value for key, value in os.environ.items() if not key.startswith("VIGIE_")}
        environment |= {"PATH": f"{self.folder}/bin:{self.options.bin}:{os.environ['PATH']}", "VIGIE_HOST": place,
                        "LANG": "C.UTF-8"}
        done = subprocess.run(["ip", "netns", "exec", PREFIX + name, "sh", "-c", script], env=environment, text=True,
                              capture_output=True, timeout=timeout, check=False)
        if self.options.show:
            say(name, command, done.stdout + done.stderr)
        if check and done.returncode:
            raise SystemExit(f"{name}: {command}\n{done.stdout}{done.stderr}exit code {done.returncode}")
        return done


def say(name, command, output=""):
    print(f"[{name}] $ {command}")
    if output.strip():
        print("".join(f"    {line}\n" for line in output.rstrip().splitlines()), end="")


def blocks():
    """Yields the page's commands in order, as (host, line)."""
    with open(f"{ROOT}/deploy/README.md", encoding="utf-8") as file:
        page = file.read()
    for block in re.findall(r"^ *```sh\n(.*?)^ *```", page, re.M | re.S):
        first, *lines = [line.strip() for line in block.strip().splitlines()]
        if match := re.match(r"# on (\w+)", first):
            for line in lines:
                if line and not line.startswith("#"):
                    yield match.group(1), line


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def expect(self, what, found, wanted):
        if found == wanted:
            self.passed += 1
            print(f"passed  {what}", flush=True)
        else:
            self.failed += 1
            print(f"FAILED  {what}\n  found:  {found}\n  wanted: {wanted}", flush=True)


def follow_the_page(network):
    """Runs every command of the page, and the lines that `host init` prints on all other hosts, as the page says."""
    lines = {}
    for host, command in blocks():
        if host == "each":
            for name in HOSTS:
                for other, line in lines.items():
                    if other != name:
                        network.on(name, line)
            continue
        output = network.on(host, command).stdout
        if command.startswith("vigie host init"):
            lines[host] = output.strip()


def status(network):
    done = network.on("operator", "vigie status --format json", check=False, timeout=30)
    rows = json.loads(done.stdout) if done.stdout.startswith("[") else []
    return {row["service"]: row for row in rows}


def figures(network):
    """Asks for the golden year; returns the figures that came, (figure, scope) → (numerator, denominator), what was said of the
    rest, the exit code, and the seconds."""
    start = time.monotonic()
    done = network.on("operator", "vigie evaluation indicators --year 2025 --from 2023-01-01 --format json", check=False,
                      timeout=60)
    table = {(one["code"], one["scope"]): (one["numerator"], one["denominator"])
             for one in (json.loads(done.stdout) if done.stdout.startswith("[") else [])}
    return table, done.stderr, done.returncode, time.monotonic() - start


def golden():
    with open(f"{ROOT}/Tests/Golden/expected.json", encoding="utf-8") as file:
        return {(one["code"], one["scope"]): (one["numerator"], one["denominator"]) for one in json.load(file)}


def web(network, path):
    """Returns what the portal answers on its own host, where its proxy is."""
    request = f"GET {path} HTTP/1.1\\r\\nHost: vigie.example\\r\\nConnection: close\\r\\n\\r\\n"
    script = f"exec 3<>/dev/tcp/127.0.0.1/8080 && printf \"{request}\" >&3 && cat <&3"
    return network.on("portal", f"bash -c '{script}'", check=False).stdout


def portal(network, checks):
    """Checks that the portal serves its proxy, and that a link made on the operator's host says there whom it is for."""
    checks.expect("the portal serves its proxy", wait_for(lambda: "\nSERVING" in web(network, "/sante"), 10), True)
    link = network.on("operator", "vigie portal link P03").stdout.strip()
    checks.expect("a link names whom it is for: who directs S01", "Exemplaire-P03" in web(network, "/entrer/" + link.rpartition("/")[2]),
                  True)


class Trouble:
    """One way in which a host goes away, and how it comes back."""

    def __init__(self, what, service, begin, end):
        self.what, self.service, self.begin, self.end = what, service, begin, end


def troubles(network):
    def stop(service, how):
        os.kill(network.pid(service), how)

    lost = [HOSTS["operator"], HOSTS["registry"]]
    rules = ("table inet cut {\n chain out {\n  type filter hook output priority 0;\n"
             f"  ip daddr {{ {', '.join(lost)} }} drop\n }}\n}}\n")

    def inside(*words, **more):
        return run("ip", "netns", "exec", f"{PREFIX}senacs", *words, check=False, **more)

    def drop():
        # Only what the host sends is lost; it still hears the others. If the kernel lacks nftables, routes that lead
        # nowhere do the same.
        if inside("nft", "-f", "-", input=rules).returncode:
            for address in lost:
                network.ip("senacs", "route", "add", "blackhole", f"{address}/32")

    def heal():
        if inside("nft", "delete", "table", "inet", "cut").returncode:
            for address in lost:
                network.ip("senacs", "route", "del", "blackhole", f"{address}/32")

    return [
        Trouble("its link is down", "senacs", lambda: network.ip("senacs", "link", "set", "eth0", "down"),
                lambda: network.ip("senacs", "link", "set", "eth0", "up")),
        Trouble("what it sends is lost", "senacs", drop, heal),
        Trouble("it is frozen", "training", lambda: stop("training", signal.SIGSTOP),
                lambda: stop("training", signal.SIGCONT)),
        Trouble("it was killed", "evaluation", lambda: stop("evaluation", signal.SIGKILL),
                lambda: network.on("evaluation", "systemctl start vigie@evaluation")),
    ]


def between(network, name):
    """Returns the command that loads one answer to the campaign of 2024, another one for each trouble; no figure of 2025
    changes."""
    with open(f"{ROOT}/Tests/Golden/submissions.csv", encoding="utf-8") as file:
        header = file.readline()
    with open(f"{network.folder}/operator/etc/submissions.csv", "w", encoding="utf-8") as file:
        file.write(f"{header}2024;S01;{name};2024-05-01T10:00:00Z;validated;100;80\n")
    return "vigie import /etc/vigie/submissions.csv --fictitious"


def in_the_log(network, names):
    """Returns how often each of those answers stands in the exchange's log, once the exchange has read all feeds."""
    network.on("operator", "rm -f /etc/vigie/log.jsonl && vigie exchange export /etc/vigie/log.jsonl")
    with open(f"{network.folder}/operator/etc/log.jsonl", encoding="utf-8") as file:
        codes = [json.loads(json.loads(line)["event"])["data"].get("submission_code") for line in file]
    return [codes.count(name) for name in names]


def fill(network, service):
    """Fills the service's disk to its last byte."""
    with open(f"{network.folder}/{service}/state/ballast", "wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))


def end_in_order():
    """Makes SIGTERM end this program as an error does, so that what it started is ended too."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def wait_for(condition, seconds):
    """Waits until a condition is true, or the time is over; returns whether it is true."""
    start = time.monotonic()
    while not (met := condition()) and time.monotonic() - start < seconds:
        time.sleep(0.05)
    return met


def full_disk(network, checks, right):
    """Checks what services do on a full disk: changes are refused, reading goes on, and once there is room all works again."""
    before = [network.pid(service) for service in SMALL_DISKS]
    fill(network, "senacs")
    done = network.on("operator", between(network, "senacs, full"), check=False)
    checks.expect("senacs, its disk is full: facts are refused, and said why", (done.returncode, "STORE_FULL" in done.stderr),
                  (1, True))
    table, said, code, _ = figures(network)
    checks.expect("senacs, its disk is full: every figure is still told", (code, table == right, said), (0, True, ""))
    checks.expect("senacs, its disk is full: the status says so", status(network)["senacs"]["freeBytes"] < 4096, True)
    os.unlink(f"{network.folder}/senacs/state/ballast")
    done = network.on("operator", between(network, "senacs, full"), check=False)
    checks.expect("senacs, with room again: facts are taken", (done.returncode, done.stderr), (0, ""))

    fill(network, "exchange")
    network.on("operator", between(network, "exchange, full"))
    checks.expect("exchange, its disk is full: it is behind, and its last error says why", wait_for(
        lambda: (row := status(network)["exchange"])["feedLag"] > 0 and "no space" in str(row.get("lastError")), 20), True)
    os.unlink(f"{network.folder}/exchange/state/ballast")
    checks.expect(f"exchange, with room again: all green within {HEALED_IN:.0f} s",
                  wait_for(lambda: status(network)["exchange"]["feedLag"] == 0, HEALED_IN), True)
    checks.expect("nothing was started anew", [network.pid(service) for service in SMALL_DISKS], before)
    names = ["senacs, full", "exchange, full"]
    checks.expect("facts brought to full disks: each once in the exchange's log", in_the_log(network, names), [1, 1])


def trouble(network, checks, case, right):
    name = f"{case.service}, {case.what}"
    case.begin()
    table, said, code, seconds = figures(network)
    checks.expect(f"{name}: answered with what is there, exit code 3", code, 3)
    checks.expect(f"{name}: what is missing is named", case.service in said, True)
    checks.expect(f"{name}: the rest is right", {key: value for key, value in table.items() if right.get(key) != value}, {})
    checks.expect(f"{name}: something is there, within 20 s", len(table) > 0 and seconds < 20, True)
    # New facts come during the trouble. What cannot be taken is refused, and the same command takes the rest
    # afterwards.
    done = network.on("operator", between(network, name), check=False)
    if case.service == "senacs":
        checks.expect(f"{name}: facts that it cannot take are refused", done.returncode, 1)
    case.end()
    start = time.monotonic()
    green = False
    while not green and time.monotonic() - start < 4 * HEALED_IN:
        rows = status(network)
        green = len(rows) == len(PROGRAMS) and all(
            row["status"] == "SERVING" and row["feedLag"] == 0 for row in rows.values())
    seconds = time.monotonic() - start
    checks.expect(f"{name}: all green {HEALED_IN:.0f} s after it healed", green and seconds <= HEALED_IN, True)
    print(f"        green after {seconds:.1f} s")
    network.on("operator", between(network, name))
    table, _, code, _ = figures(network)
    checks.expect(f"{name}: every figure is right again", (code, table == right), (0, True))


def main():
    end_in_order()
    parser = argparse.ArgumentParser(prog="deploy/hosts-demo")
    parser.add_argument("--bin", required=True, help="the folder of the programs")
    parser.add_argument("--show", action="store_true", help="show every command with what it prints")
    parser.add_argument("--keep", action="store_true", help="keep the hosts' folders")
    options = parser.parse_args()
    options.bin = os.path.abspath(options.bin)
    if os.geteuid():
        raise SystemExit("deploy/hosts-demo makes network namespaces: run it as root")
    checks = Checks()
    with Network(options) as network:
        follow_the_page(network)
        checks.expect("the commands of deploy/README.md: all serve",
                      sorted(name for name, row in status(network).items() if row["status"] == "SERVING"), sorted(PROGRAMS))
        portal(network, checks)
        keys = [f"{host}/etc/{file}" for host in HOSTS for file in os.listdir(f"{network.folder}/{host}/etc")
                if file.endswith(".key") and file not in (f"{host}.key", "exchange-rows.key")]
        checks.expect("no secret key has left its host", keys, [])
        right = golden()
        table, said, code, _ = figures(network)
        checks.expect("the golden figures, from the operator's host", (code, table == right, said), (0, True, ""))
        full_disk(network, checks, right)
        cases = troubles(network)
        for case in cases:
            trouble(network, checks, case, right)
        checks.expect("facts loaded in between: each once in the exchange's log",
                      in_the_log(network, [f"{case.service}, {case.what}" for case in cases]), [1] * len(cases))
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(checks.failed > 0)


if __name__ == "__main__":
    main()
