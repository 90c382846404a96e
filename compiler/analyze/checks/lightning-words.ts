/** What Lightning Apps call things, and what they are called here. */
const members: Readonly<Record<string, string>> = {
  configure_layout: "configureLayout",
  configure_commands: "configureCommands",
  configure_api: "configureApi",
  on_exit: "onInterrupt",
  has_started: "hasStarted",
  has_succeeded: "hasSucceeded",
  has_failed: "hasFailed",
  has_stopped: "hasStopped",
  is_pending: "isPending",
  is_running: "isRunning",
  num_successes: "numSuccesses",
  num_failures: "numFailures",
  internal_url: "internalUrl",
};

const options: Readonly<Record<string, string>> = {
  cloud_compute: "cloudCompute",
  cache_calls: "cacheCalls",
  run_once: "cacheCalls",
  raise_exception: "raiseException",
  start_with_flow: "startWithFlow",
  display_name: "displayName",
  cloud_build_config: "build",
  local_build_config: "build",
  idle_timeout: "idleTimeout",
  disk_size: "diskSize",
  shm_size: "shmSize",
  colocation_group_id: "colocationGroup",
  wait_timeout: "idleTimeout",
  script_path: "script",
};

const names: Readonly<Record<string, string>> = {
  LightningWork: "Work",
  LightningFlow: "Flow",
  LightningApp: "App",
  StaticWebFrontend: "StaticWeb",
  TracerPythonScript: "PythonScript",
  PopenPythonScript: "PythonScript",
};

const own = (table: Readonly<Record<string, string>>, word: string): string | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

export const memberHere = (word: string): string | undefined => own(members, word);
export const optionHere = (word: string): string | undefined => own(options, word);
export const nameHere = (word: string): string | undefined => own(names, word);
