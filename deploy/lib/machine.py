"""A Debian in a folder, and a machine on which systemd runs it, as PID 1 of namespaces of its own, with only the network lo."""

import contextlib
import os
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}


def run(*words, check=True, timeout=900, **more):
    done = subprocess.run(words, text=True, capture_output=True, timeout=timeout, check=False, **more)
    if check and done.returncode:
        raise SystemExit(f"{' '.join(words)}\n{done.stdout}{done.stderr}exit code {done.returncode}")
    return done


def fresh(root, cache):
    """Unpacks a Debian with the essential packages alone; it is made once and kept in `cache`."""
    if not os.path.exists(cache):
        with tempfile.TemporaryDirectory() as folder:
            run("debootstrap", "--variant=minbase", "bookworm", folder)
            # A temporary folder is open to its owner alone, but a root must be open to all.
            os.chmod(folder, 0o755)
            run("tar", "-C", folder, "-cf", f"{cache}.part", ".")
        os.replace(f"{cache}.part", cache)
    os.makedirs(root)
    run("tar", "-C", root, "-xf", cache)
    run("cp", "/etc/resolv.conf", f"{root}/etc/resolv.conf")
    inside(root, "apt-get update")


def inside(root, command, *, network=True, check=True):
    """Runs a command in the folder's system, without starting a machine."""
    return run("unshare", "--mount", *([] if network else ["--net"]), "sh", "-c",
               'mount -t proc proc "$1/proc" && exec chroot "$1" sh -c "$2"', "sh", root, command, env=ENVIRONMENT, check=check)


class Machine:
    """A running system; when the context ends, it ends with all its processes."""

    def __init__(self, root, addresses):
        self.root, self.addresses = root, addresses
        self.groups = tempfile.mkdtemp(prefix="vigie-groups.")
        self.group = f"{self.groups}/{os.path.basename(self.groups)}"

    def __enter__(self):
        run("mount", "-t", "cgroup2", "cgroup2", self.groups)
        os.mkdir(self.group)
        self.process = subprocess.Popen(
            ["sh", "-c", 'echo $$ >"$1/cgroup.procs"; shift; exec "$@"', "sh", self.group, "unshare", "--pid", "--mount",
             "--uts", "--ipc", "--net", "--cgroup", "--fork", "--kill-child", f"{HERE}/boot.sh", self.root,
             *self.addresses], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        self.wait("the machine is up", lambda: self.process.poll() is None and self.on(
            "", "systemctl is-system-running", check=False).stdout.strip() in ("running", "degraded"))
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        for _ in range(50):
            for folder, _, _ in os.walk(self.group, topdown=False):
                with contextlib.suppress(OSError):
                    os.rmdir(folder)
            if not os.path.exists(self.group):
                break
            time.sleep(0.1)
        run("umount", self.groups)
        os.rmdir(self.groups)

    def init(self):
        """Returns the process id that the machine's PID 1 has outside."""
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children", encoding="ascii") as file:
            return file.read().split()[0]

    def on(self, _, command, check=True, timeout=120):
        """Runs a command in the machine. The host does not matter, because this machine stands for all of them."""
        try:
            words = ["nsenter", "--target", self.init(), "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--root",
                     "sh", "-c", f"cd /srv/vigie && {command}"]
        except IndexError:
            return subprocess.CompletedProcess([], 1, "", "")
        return run(*words, env=ENVIRONMENT, check=check, timeout=timeout)

    def wait(self, what, condition, seconds=30.0):
        """Waits until a condition holds, and returns the seconds that it took."""
        start = time.monotonic()
        while not condition():
            if time.monotonic() - start > seconds:
                raise SystemExit(f"not within {seconds:.0f} s: {what}")
            time.sleep(0.2)
        return time.monotonic() - start
