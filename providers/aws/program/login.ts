// Who logs in before the balancer lets a call through: an identity provider says, and the balancer
// keeps the session in a cookie.
import type * as pulumi from "@pulumi/pulumi";

export type Login = CognitoLogin | OidcLogin;

export interface CognitoLogin {
  /** ARN of the pool. */
  userPool: string;
  clientId: string;
  /** The prefix of the pool's domain, or the whole of one of your own. */
  userPoolDomain: string;
}

/** As its `/.well-known/openid-configuration` has them. */
export interface IdentityProvider {
  issuer: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  userInfoEndpoint: string;
  clientId: string;
}

export interface OidcLogin {
  provider: IdentityProvider;
  clientSecret: pulumi.Input<string>;
}

/** What comes before the forwarding: without a login, nothing. */
export function loginActions(login: Login | undefined) {
  if (!login) return [];
  if ("provider" in login) {
    const { provider, clientSecret } = login;
    const authenticateOidc = { ...provider, clientSecret, scope: "openid email" };
    return [{ type: "authenticate-oidc", authenticateOidc }];
  }
  const authenticateCognito = {
    userPoolArn: login.userPool,
    userPoolClientId: login.clientId,
    userPoolDomain: login.userPoolDomain,
  };
  return [{ type: "authenticate-cognito", authenticateCognito }];
}
