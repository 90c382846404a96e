#!/bin/bash
# What a machine of the app does when it comes up: fetches the runtime, Node and uv from the app's own bucket, checks
# them and the machine's devices, and starts the controller or the agent, again whenever it ends. It names neither
# code nor versions: those stand in boot.list beside it, so that a new one changes no machine template. A boot that
# fails once the runtime is there is told by the agent; an earlier one leaves its log in CloudWatch.
#
#   boot.sh --app APP --group GROUP --bucket BUCKET --journal TABLE [--volume-root ACCESS-POINT]
set -Eeuo pipefail

home=${THUNDERHEAD_HOME:-/opt/thunderhead}
state=${THUNDERHEAD_STATE:-/var/lib/thunderhead}
phase="arguments"
began=$SECONDS
given=("$@")

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

# One line a phase: name, and seconds it took. The agent tells them with its hello.
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
  because="its phase '$phase' ended with $code at line $1 of boot.sh${because:+: $because}"
  echo "thunderhead: the boot failed: $because"
  keep_log || true
  if [ "$group" = controller ]; then
    # Nobody would ask for another one, and what it lacks may come with the next deploy.
    echo "thunderhead: the controller boots again in a minute."
    sleep 60
    exec bash "$0" "${given[@]}"
  fi
  # Whoever waits for this machine hears of it.
  [ -e "$home/runtime/aws/machine.js" ] || exit "$code"
  start "$because"
  exit "$code"
}
because=""
# say_why TEXT: what is wrong, before the command that fails for it.
say_why() { because=$1; echo "thunderhead: $1"; }

# The last lines, where the logs of this machine's first work are, or the controller's.
keep_log() {
  local stream group_of_logs
  stream="boot-$(metadata instance-id || hostname)"
  group_of_logs=$(python3 - "$state/deployment.json" "$group" <<'PYTHON' || true
import json, sys
groups = json.load(open(sys.argv[1]))["groups"]
print(next((one["works"][0]["logs"] for one in groups if one["name"] == sys.argv[2]), ""))
PYTHON
  )
  group_of_logs=${group_of_logs:-/thunderhead/$app/controller}
  tail -n 300 "$state/boot.log" | python3 -c '
import json, sys, time
now = int(time.time() * 1000)
print(json.dumps([{"timestamp": now, "message": line.rstrip() or " "} for line in sys.stdin]))
' > "$state/boot-events.json" || return 0
  aws logs create-log-stream --log-group-name "$group_of_logs" --log-stream-name "$stream" || true
  aws logs put-log-events --log-group-name "$group_of_logs" --log-stream-name "$stream" \
    --log-events "file://$state/boot-events.json" > /dev/null || true
  echo "thunderhead: this log is kept in $group_of_logs, as $stream."
}

metadata() {
  local token service=http://169.254.169.254/latest
  token=$(curl --silent --fail --max-time 2 --request PUT "$service/api/token" \
    --header "x-aws-ec2-metadata-token-ttl-seconds: 300") || return 1
  curl --silent --fail --max-time 2 --header "x-aws-ec2-metadata-token: $token" \
    "$service/meta-data/$1"
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

# bring NAME FILE: an object that is what it is now.
bring() {
  for try in 1 2 3 4 5; do
    aws s3 cp --only-show-errors "s3://$bucket/$1" "$2" && return
    sleep $((try * 2))
  done
  return 1
}

# What ends is started again; 0 is its word that it is done for good, 4 that the machine boots with another runtime now.
start() {
  cat > "$home/supervise.sh" <<'SUPERVISE'
#!/bin/bash
pause=1
while true; do
  started=$SECONDS
  "$@" && exit 0
  code=$?
  again="$(dirname "$0")/boot.sh"
  if [ "$code" = 4 ] && aws s3 cp --only-show-errors "s3://$THUNDERHEAD_BUCKET/boot/boot.sh" "$again"; then
    exec bash "$again" --app "$THUNDERHEAD_APP" --group "$THUNDERHEAD_GROUP" --bucket "$THUNDERHEAD_BUCKET" \
      --journal "$THUNDERHEAD_JOURNAL" ${THUNDERHEAD_VOLUME_ROOT:+--volume-root "$THUNDERHEAD_VOLUME_ROOT"}
  fi
  echo "thunderhead: ${2##*/} ended with $code; it starts again in $pause s."
  sleep "$pause"
  [ $((SECONDS - started)) -gt 60 ] && pause=1 || pause=$((pause < 8 ? pause * 2 : 8))
done
SUPERVISE
  cd "$state"
  export THUNDERHEAD_APP=$app THUNDERHEAD_GROUP=$group THUNDERHEAD_BUCKET=$bucket
  export THUNDERHEAD_JOURNAL=$journal THUNDERHEAD_STATE=$state
  export PATH=$home/bin:$PATH
  export THUNDERHEAD_VOLUME_ROOT=${volume_root:-} THUNDERHEAD_BOOT_FAILED=$1
  # Works may use all the memory there is: the last one to be ended for it is who can tell of it.
  setsid nohup bash "$home/supervise.sh" "$home/node" "$home/runtime/aws/machine.js" \
    < /dev/null >> "$state/machine.log" 2>&1 &
  echo "-900" > "/proc/$!/oom_score_adj" 2> /dev/null || true
}

enter contents
bring deployment.json "$state/deployment.json"
bring boot/boot.list "$state/boot.list"
machine=$(uname -m)
node=$(named "node-${machine/aarch64/arm64}")
runtime=$(named runtime)
if [ -z "$node" ] || [ -z "$runtime" ]; then
  say_why "boot.list names no runtime, or no Node for $machine; compile and deploy again"
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

enter devices
# What the program expects of this type of machine: a GPU that is not there costs as much as one that is.
machines=$(named machines)
[ -z "$machines" ] || fetch "$machines" "$state/machines.list"
type=$(metadata instance-type || true)
[ -n "$type" ] || { say_why "the metadata at 169.254.169.254 does not answer"; false; }
expected=$(awk -v group="$group" -v type="$type" '$1 == group && $2 == type' "$state/machines.list")
read -r _ _ gpus cards cuda python shared <<< "${expected:-. . 0 0 - - -}"
if [ "$gpus" != 0 ]; then
  there=$({ nvidia-smi --list-gpus || true; } | grep -c '^GPU ' || true)
  if [ "$there" != "$gpus" ]; then
    say_why "a $type has $gpus GPUs, and nvidia-smi shows $there"
    false
  fi
fi
if [ "$cards" != 0 ]; then
  there=$({ PATH=$PATH:/opt/amazon/efa/bin fi_info --provider efa || true; } |
    sed -n 's/^ *domain: *//p' | sed 's/-\(rdm\|dgrm\)$//' | sort -u | wc -l)
  if [ "$there" != "$cards" ]; then
    say_why "a $type of this group has $cards EFA cards, and fi_info shows $there"
    false
  fi
fi
if [ "$cuda" != - ]; then
  served=$(nvidia-smi | sed -n 's/.*CUDA Version: *\([0-9.]*\).*/\1/p')
  if [ "$(printf '%s\n' "$cuda" "${served:-0}" | sort --version-sort | head -n 1)" != "$cuda" ]; then
    say_why "requirements were built for CUDA $cuda, and this image's driver serves ${served:-none}"
    false
  fi
fi
# Linux gives half of the memory to it; this app asks for more.
[ "${shared:--}" = - ] || mount -o "remount,size=${shared}m" /dev/shm

# What works' environments are built with, and the Pythons that their works need besides the image's own.
if [ "${python:--}" != - ]; then
  enter python
  uv=$(named "uv-${machine/aarch64/arm64}")
  if [ -n "$uv" ]; then
    fetch "$uv" "$state/uv.gz"
    mkdir -p "$home/bin"
    gunzip --stdout "$state/uv.gz" > "$home/bin/uv.new"
    chmod 755 "$home/bin/uv.new"
    mv "$home/bin/uv.new" "$home/bin/uv"
    rm "$state/uv.gz"
  fi
  own=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  for version in ${python//,/ }; do
    if [ "$version" = any ] || [ "$version" = "$own" ] || type -P "python$version" > /dev/null; then
      continue
    fi
    because="the image's own repository brings no Python $version"
    dnf install --quiet --assumeyes "python$version" "python$version-pip"
    because=""
  done
fi

leave
trap - ERR
start ""
echo "thunderhead: booted in $SECONDS s."
