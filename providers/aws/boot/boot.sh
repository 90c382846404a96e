#!/bin/bash
# What a machine of the app does when it comes up: fetches the runtime and Node from the app's own bucket, checks
# both, and starts the controller or the agent, again whenever it ends. It names neither code nor versions:
# those stand in boot.list beside it, so that a new one changes no machine template.
#
#   boot.sh --app APP --group GROUP --bucket BUCKET --journal TABLE [--volume-root ACCESS-POINT]
set -Eeuo pipefail

home=/opt/thunderhead
state=/var/lib/thunderhead
phase="arguments"
began=$SECONDS

while [ $# -gt 0 ]; do
  case "$1" in
    --app) app=$2 ;;
    --group) group=$2 ;;
    --bucket) bucket=$2 ;;
    --journal) journal=$2 ;;
    --volume-root) volume_root=$2 ;;
    *) echo "boot.sh does not know $1." >&2; exit 2 ;;
  esac
  shift 2
done

mkdir -p "$home" "$state"
chmod 700 "$state"
# Everything said from here on stays on the machine, and is on its console as well.
exec > >(tee -a "$state/boot.log") 2>&1
: > "$state/boot.phases"

# One line a phase: name, and seconds it took. The agent reports them with its first words.
enter() {
  leave
  phase=$1
  began=$SECONDS
  echo "thunderhead: $phase"
}
leave() { [ "$phase" = arguments ] || echo "$phase $((SECONDS - began))" >> "$state/boot.phases"; }

failed() {
  local code=$?
  trap - ERR
  echo "thunderhead: the boot failed with $code in its phase '$phase', at line $1 of boot.sh."
  echo "$phase failed" >> "$state/boot.phases"
  exit "$code"
}
trap 'failed $LINENO' ERR

# fetch NAME FILE: an object of boot/, whole and as it was when it was named.
fetch() {
  local name=$1 file=$2 wanted
  wanted=$(awk -v name="$name" '$2 == name { print $3 }' "$state/boot.list")
  for try in 1 2 3 4 5; do
    if aws s3 cp --only-show-errors "s3://$bucket/boot/$name" "$file.part" &&
      echo "$wanted  $file.part" | sha256sum --check --status; then
      mv "$file.part" "$file"
      return
    fi
    echo "thunderhead: boot/$name did not arrive whole (try $try of 5)."
    sleep $((try * 2))
  done
  return 1
}
named() { awk -v what="$1" '$1 == what { print $2 }' "$state/boot.list"; }

enter contents
aws s3 cp --only-show-errors "s3://$bucket/boot/boot.list" "$state/boot.list"
machine=$(uname -m)
node=$(named "node-${machine/aarch64/arm64}")
runtime=$(named runtime)
if [ -z "$node" ] || [ -z "$runtime" ]; then
  echo "thunderhead: boot.list names no runtime, or no Node for $machine. Compile and deploy again."
  false
fi

enter node
fetch "$node" "$state/node.gz"
gunzip --stdout "$state/node.gz" > "$home/node.new"
chmod 755 "$home/node.new"
mv "$home/node.new" "$home/node"
rm "$state/node.gz"

enter runtime
fetch "$runtime" "$state/runtime.tar.gz"
rm -rf "$home/runtime.new"
mkdir "$home/runtime.new"
tar --extract --gzip --file "$state/runtime.tar.gz" --directory "$home/runtime.new"
rm -rf "$home/runtime"
mv "$home/runtime.new" "$home/runtime"
rm "$state/runtime.tar.gz"

enter volume
aws s3 cp --only-show-errors "s3://$bucket/deployment.json" "$state/deployment.json"
if grep -q '"volume":"fs-' "$state/deployment.json" && ! type -P mount.efs > /dev/null; then
  # The image's own repository has it.
  dnf install --quiet --assumeyes amazon-efs-utils
fi

# The machine's own disks, quick and gone with it: works' directories and environments lie there. What works publish
# lies on the volume, so nothing of these disks is missed.
use_own_disks() {
  local own=/opt/dlami/nvme disks
  # An image for GPUs has made one of them already.
  if ! mountpoint --quiet "$own"; then
    mapfile -t disks < <(lsblk --nodeps --noheadings --paths --output NAME,MODEL |
      awk '/Amazon EC2 NVMe Instance Storage/ { print $1 }' | while read -r disk; do
      # One that holds something was not given to this machine empty.
      [ -n "$(wipefs --noheadings "$disk")" ] || echo "$disk"
    done)
    [ "${#disks[@]}" -gt 0 ] || return 0
    own=/mnt/thunderhead
    local disk=${disks[0]}
    if [ "${#disks[@]}" -gt 1 ]; then
      type -P mdadm > /dev/null || dnf install --quiet --assumeyes mdadm
      disk=/dev/md/thunderhead
      mdadm --create "$disk" --run --level 0 --raid-devices "${#disks[@]}" "${disks[@]}"
    fi
    mkfs.xfs -q -K "$disk"
    mkdir -p "$own"
    mount -o noatime "$disk" "$own"
  fi
  mkdir -p "$own/agent" "$own/cache" "$state/agent"
  chmod 700 "$own/agent" "$own/cache"
  mount --bind "$own/agent" "$state/agent"
  export XDG_CACHE_HOME="$own/cache"
}

enter disks
use_own_disks

enter start
leave
trap - ERR
cat > "$home/supervise.sh" <<'SUPERVISE'
#!/bin/bash
# Runs the program that is given, again whenever it ends; 0 is its word that it is done for good.
pause=1
while true; do
  started=$SECONDS
  "$@" && exit 0
  echo "thunderhead: ${2##*/} ended with $?; it starts again in $pause s."
  sleep "$pause"
  [ $((SECONDS - started)) -gt 60 ] && pause=1 || pause=$((pause < 8 ? pause * 2 : 8))
done
SUPERVISE
cd "$state"
export THUNDERHEAD_APP=$app THUNDERHEAD_GROUP=$group THUNDERHEAD_BUCKET=$bucket
export THUNDERHEAD_JOURNAL=$journal THUNDERHEAD_STATE=$state
export THUNDERHEAD_VOLUME_ROOT=${volume_root:-}
# Works may use all the memory there is: the last one to be ended for it is who can tell of it.
setsid nohup bash "$home/supervise.sh" "$home/node" "$home/runtime/aws/machine.js" \
  < /dev/null >> "$state/machine.log" 2>&1 &
echo "-900" > "/proc/$!/oom_score_adj" 2> /dev/null || true
echo "thunderhead: booted in $SECONDS s."
