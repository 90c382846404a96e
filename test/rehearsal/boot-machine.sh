#!/bin/bash
# The first process of a rehearsed machine, in namespaces of its own: gives it a file system (this machine's programs,
# read-only; everything that is written, a folder of its own) and runs its user data as cloud-init would.
#
#   boot-machine.sh ROOT VOLUMES WHEELS PYTHON HERE GATES
set -euo pipefail
root=$1 volumes=$2 wheels=$3 python=$4 here=$5 gates=$6
mount --make-rprivate /
mkdir -p "$root"/{usr,etc,root,opt,var/lib/cloud,var/log,var/tmp,tmp,run,dev,proc,sys,mnt,.efs,.over}
chmod 1777 "$root/tmp" "$root/var/tmp"
for link in bin sbin lib lib64; do ln -sfn "usr/$link" "$root/$link"; done
mount --bind /usr "$root/usr"
mount -o remount,bind,ro "$root/usr"
# The image's own: efs-utils; not Node, which the machine has to bring.
for folder in usr/sbin etc; do
  mkdir -p "$root/.over/$folder"/{upper,work}
  mount -t overlay overlay "$root/$folder" \
    -o "lowerdir=/$folder,upperdir=$root/.over/$folder/upper,workdir=$root/.over/$folder/work"
done
cp "$here/mount.efs" "$root/usr/sbin/mount.efs"
# It has no disks of its own: those that are here are nobody's to format.
printf '#!/bin/sh\n' > "$root/usr/sbin/lsblk"
chmod 755 "$root/usr/sbin/lsblk"
# Cards are told of, and compute nothing.
if [ "${GPUS:-0}" != 0 ]; then
  cp "$here/nvidia-smi" "$root/usr/sbin/nvidia-smi"
  sed -i "s/^gpus=.*/gpus=$GPUS/" "$root/usr/sbin/nvidia-smi"
fi
[ ! -e /usr/bin/node ] || mount --bind /dev/null "$root/usr/bin/node"
mkdir -p "$root$python" "$root/opt/wheels"
mount --bind "$python" "$root$python"
mount -o remount,bind,ro "$root$python"
mount --bind "$wheels" "$root/opt/wheels"
mount --bind "$volumes" "$root/.efs"
mkdir -p "$root/run/gates"
mount --bind "$gates" "$root/run/gates"
mount --rbind /dev "$root/dev"
mount --rbind /sys "$root/sys"
mount -t proc proc "$root/proc"
chroot "$root" /usr/bin/env -i \
  PATH="$python/bin:/usr/sbin:/usr/bin" HOME=/root LANG=C.UTF-8 \
  AWS_ENDPOINT_URL="$AWS_ENDPOINT_URL" \
  PIP_NO_INDEX=1 PIP_FIND_LINKS=/opt/wheels UV_OFFLINE=1 UV_FIND_LINKS=/opt/wheels \
  bash -c 'cd /root; "$@"; echo "user data ended with $?"' cloud-init \
  bash /var/lib/cloud/user-data < /dev/null >> "$root/var/log/console.log" 2>&1
exec sleep infinity
