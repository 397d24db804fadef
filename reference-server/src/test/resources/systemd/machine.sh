#!/bin/sh
# Becomes a systemd that has this machine's programs, but processes, mounts, control groups and all
# files that can be written of its own. What is written is in memory, and gone at its end. For root.
#
#   machine.sh DIRECTORY JAVA-HOME CONTROL-GROUP NETWORK
#
# DIRECTORY is for its use; what is in DIRECTORY/files is copied to its root. CONTROL-GROUP is one of
# version 2 that was made for it. NETWORK is a namespace that ip made.
set -eu
directory=$1 java=$2 group=$3 network=$4
root=$directory/root
layer=$directory/layer

if [ $$ != 1 ]; then
  echo 0 >"$group/cgroup.procs"
  exec nsenter --net="/run/netns/$network" \
    unshare --fork --kill-child --pid --mount --cgroup --uts --ipc "$0" "$@"
fi

mount --make-rprivate /
mkdir -p "$root" "$layer"
mount -t tmpfs tmpfs "$layer"
mkdir "$layer/upper" "$layer/work"
mount -t overlay overlay -o "lowerdir=/,upperdir=$layer/upper,workdir=$layer/work" "$root"

mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
for writable in run tmp var dev; do
  mount -t tmpfs -o mode=755 tmpfs "$root/$writable"
done
mkdir "$root/var/lib" "$root/var/log" "$root/var/tmp" "$root/dev/shm" "$root/dev/pts"
chmod 1777 "$root/tmp" "$root/var/tmp" "$root/dev/shm"
for device in null zero full random urandom tty; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"

# It starts none of this machine's services, and is not on its first boot.
rm -rf "$root/etc/systemd/system"
tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"
cp -R "$directory/files/." "$root/"
mkdir -p "$root/opt/netboot4j/java" "$root/before"
mount --bind "$java" "$root/opt/netboot4j/java"

cd "$root"
pivot_root . before
umount -l /before
exec chroot . /usr/bin/env -i container=netboot4j PATH=/usr/sbin:/usr/bin:/sbin:/bin \
  /lib/systemd/systemd --system --unit=machine.target --log-target=console --show-status=no
