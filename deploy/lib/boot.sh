#!/usr/bin/env bash
# Starts systemd as PID 1 of a machine whose root is the folder ROOT. machine.py runs it in namespaces of its own.
set -euo pipefail
root=$1
mount --make-rprivate /
mount --bind "$root" "$root"
cd "$root"
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mount -t tmpfs -o mode=755 tmpfs dev
for name in null zero full random urandom tty; do
  touch "dev/$name"
  mount --bind "/dev/$name" "dev/$name"
done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
mount -t tmpfs -o mode=1777 tmpfs dev/shm
ip link set lo up
shift
for address in "$@"; do ip address add "$address/32" dev lo; done
mkdir -p .before
pivot_root . .before
umount -l /.before
mount --make-rshared /
exec env -i container=vigie PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --system
