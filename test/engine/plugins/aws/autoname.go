package main

import (
	"strings"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
)

type nameRule struct {
	field     string
	maxLength int
	lowerCase bool
}

// Types that pulumi-aws names by rules of their own; every other `name` has at most 255 characters.
var nameRules = map[string]nameRule{
	"aws_s3_bucket":               {"bucket", 63, true},
	"aws_lb":                      {"name", 32, false},
	"aws_lb_target_group":         {"name", 32, false},
	"aws_iam_role":                {"name", 64, false},
	"aws_iam_role_policy":         {"name", 128, false},
	"aws_iam_policy":              {"name", 128, false},
	"aws_iam_instance_profile":    {"name", 128, false},
	"aws_key_pair":                {"key_name", 255, false},
	"aws_lambda_function":         {"function_name", 64, false},
	"aws_dynamodb_table":          {"name", 255, false},
	"aws_sqs_queue":               {"name", 80, false},
	"aws_cloudwatch_log_group":    {"name", 512, false},
	"aws_cloudwatch_metric_alarm": {"alarm_name", 255, false},
	"aws_cloudwatch_dashboard":    {"dashboard_name", 255, false},
	"aws_budgets_budget":          {"name", 100, false},
}

// Their `name` means something in the world and is never made up.
var neverNamed = map[string]bool{
	"aws_route53_record":                          true,
	"aws_route53_zone":                            true,
	"aws_service_discovery_private_dns_namespace": true,
}

func autoname(resource string, schema shim.SchemaMap, overrides map[string]*tfbridge.SchemaInfo) {
	rule, special := nameRules[resource]
	if !special {
		name, found := schema.GetOk("name")
		if !found || neverNamed[resource] || name.Type() != shim.TypeString || !(name.Optional() || name.Required()) {
			return
		}
		rule = nameRule{"name", 255, false}
	}
	property := standardName(rule.field, schema, overrides[rule.field])
	if rule.lowerCase {
		overrides[rule.field] = tfbridge.AutoNameTransform(property, rule.maxLength, strings.ToLower)
	} else {
		overrides[rule.field] = tfbridge.AutoName(property, rule.maxLength, "-")
	}
}
