"""IAM: a Deny with a condition never fires (moto would always deny), and an Allow counts for its action
where a service passes no resource. Signatures are not checked: moto miscomputes those of GETs."""

from moto.iam.access_control import IAMPolicyStatement, IAMRequestBase, PermissionResult


def install() -> None:
    plain = IAMPolicyStatement.is_action_permitted

    def permitted(self, action, resource="*", principal=None, cond=None):
        statement = self._statement
        if statement.get("Effect") == "Deny" and statement.get("Condition"):
            return PermissionResult.NEUTRAL
        if resource == "*" and statement.get("Resource") and statement["Effect"] == "Allow":
            anywhere = IAMPolicyStatement({**statement, "Resource": "*"})
            return plain(anywhere, action, resource, principal, cond)
        return plain(self, action, resource, principal, cond)

    IAMPolicyStatement.is_action_permitted = permitted
    IAMRequestBase.check_signature = lambda self: None
