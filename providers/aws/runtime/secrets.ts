import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import type { Secrets } from "#core/bindings.ts";
import { isNamed, soon, untilAnswered } from "./asking.ts";

export interface AwsSecretsOptions {
  readonly parameters: SSMClient;
  /** `boring-dev` */
  readonly app: string;
}

/** ms in which a secret must be had; a work that needs it does not start without. */
const patience = 30_000;

/** Secrets: parameters `/thunderhead/<app>/<name>`, read anew each time, so that a change counts from the next attempt. */
export function awsSecrets({ parameters, app }: AwsSecretsOptions): Secrets {
  const nameOf = (name: string): string => `/thunderhead/${app}/${name}`;
  return {
    place: (name) =>
      `Store it: aws ssm put-parameter --type SecureString --name ${nameOf(name)} --value …`,
    read: async (name) => {
      const wanted = { Name: nameOf(name), WithDecryption: true };
      const ask = () => parameters.send(new GetParameterCommand(wanted), soon());
      try {
        const { Parameter } = await untilAnswered(ask, AbortSignal.timeout(patience));
        return Parameter?.Value;
      } catch (error) {
        if (isNamed(error, "ParameterNotFound")) return undefined;
        throw error;
      }
    },
  };
}
