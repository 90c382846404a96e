/**
 * `thunderhead.config.ts` as people write it: `export default { … } satisfies Config`, with
 * `import type { Config } from "thunderhead/config"`. It is read as the app is: evaluated, never executed.
 */
import type { AwsConfig } from "#providers/aws/config.ts";

export interface Config {
  /**
   * Names the project, stacks and directories: at most 32 lower-case letters, digits and hyphens.
   * @default the app's folder
   */
  readonly name?: string;
  /** What `compile` writes for. @default "aws" */
  readonly target?: "aws";
  readonly aws?: AwsConfig;
}

export type { AwsConfig };
