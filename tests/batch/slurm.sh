#!/bin/sh
# A batch as a Slurm array on a cluster of one node that this script starts and ends; skips with a reason where it cannot.
# usage: slurm.sh PROGRAM MANIFEST WORK; WORK/one.sums: what the whole must be
program=$1 manifest=$2 work=$3/slurm
skip() { echo "[  SKIPPED ] batch-slurm: $1"; stop; exit 0; }
stop() {
	for name in slurmd slurmctld munged; do
		[ -s "$work/$name.pid" ] && kill "$(cat "$work/$name.pid")" 2>/dev/null
	done
	sleep 0.5
}
mkdir -p "$work/state" "$work/spool" "$work/munge"
: >"$work/munged.pid"
[ "$(id -u)" = 0 ] || skip "slurmd and munged need root"
for tool in slurmctld slurmd sbatch munged; do
	command -v $tool >/dev/null || skip "$tool is not installed (Debian: slurm-wlm munge)"
done
pgrep -x slurmctld >/dev/null && skip "a slurmctld is running already"
node=$(hostname -s)
cat >"$work/slurm.conf" <<CONF
ClusterName=corridor
SlurmctldHost=$node(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CryptoType=crypto/munge
SlurmctldPort=16817
SlurmdPort=16818
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
ReturnToService=2
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
NodeName=$node NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=10 State=UP
CONF
export SLURM_CONF=$work/slurm.conf
dd if=/dev/urandom of="$work/munge/key" bs=128 count=1 2>/dev/null
chmod 0700 "$work/munge"; chmod 0600 "$work/munge/key"
munged --force --key-file="$work/munge/key" --socket="$work/munge/socket" --pid-file="$work/munged.pid" \
	--seed-file="$work/munge/seed" --log-file="$work/munged.log" >"$work/munged.txt" 2>&1 ||
	skip "munged does not start: $(tail -1 "$work/munged.txt")"
slurmctld -c >"$work/slurmctld.txt" 2>&1 || skip "slurmctld does not start: $(tail -1 "$work/slurmctld.txt")"
slurmd >"$work/slurmd.txt" 2>&1 || skip "slurmd does not start: $(tail -1 "$work/slurmd.txt" "$work/slurmd.log" 2>/dev/null)"
for try in 1 2 3 4 5 6 7 8 9 10; do
	sinfo -h -o %T 2>/dev/null | grep -qx idle && break
	sleep 1
done
sinfo -h -o %T 2>/dev/null | grep -qx idle || skip "the node does not become idle: $(tail -1 "$work/slurmctld.log")"
cat >"$work/job.sh" <<JOB
#!/bin/sh
#SBATCH --array=0-3
#SBATCH --output=$work/task-%a.txt
exec $program batch $manifest -o $work/out -j 1
JOB
timeout 90 sbatch --wait "$work/job.sh" >"$work/sbatch.txt" 2>&1
status=$?
if [ $status -eq 0 ] && grep -q 'shard 4 of 4 (SLURM_ARRAY_TASK_ID)' "$work/task-3.txt" &&
	"$program" batch "$manifest" -o "$work/out" --merge 2>"$work/merge.txt" &&
	(cd "$work/out" && find . -type f ! -name '*.state' | sort | xargs cksum) | cmp -s - "$3/one.sums"; then
	echo "[       OK ] batch-slurm"
	stop
	exit 0
fi
echo "[  FAILED  ] batch-slurm"
cat "$work/sbatch.txt" "$work"/task-*.txt 2>/dev/null | head -20
stop
exit 1
