package main

import (
	"strings"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
)

// properties of a type of @pulumi/aws: "name", or "name[]" for an array, with those of the type inside.
type properties map[string]properties

func (p properties) has(name string) bool {
	_, plain := p[name]
	_, array := p[name+"[]"]
	return plain || array
}

// Properties that carry another name than their Terraform field, beyond what likeness finds.
var renamed = map[string]map[string]string{
	"aws_lambda_function":         {"filename": "code", "function_name": "name"},
	"aws_lambda_permission":       {"function_name": "function"},
	"aws_cloudwatch_metric_alarm": {"alarm_name": "name"},
	"aws_sns_topic_subscription":  {"topic_arn": "topic"},
	"aws_route53_record":          {"alias": "aliases"},
}

// fields answers the overrides by which names, and array against object, agree with @pulumi/aws.
func fields(path string, schema shim.SchemaMap, wanted properties) map[string]*tfbridge.SchemaInfo {
	overrides := map[string]*tfbridge.SchemaInfo{}
	propertyOf := matcher(path, schema, wanted)
	schema.Range(func(field string, s shim.Schema) bool {
		property, found := propertyOf(field)
		if !found || field == "timeouts" {
			return true
		}
		if info := fieldInfo(path+"."+field, s, wanted, property); info != nil {
			if standardName(field, schema, info) != property {
				info.Name = property
			}
			if info.Name != "" || info.MaxItemsOne != nil || info.Elem != nil || info.Fields != nil {
				overrides[field] = info
			}
		}
		return true
	})
	return overrides
}

// matcher finds a field's property: named by hand, the bridge's own name, or alike but for plural and case.
func matcher(path string, schema shim.SchemaMap, wanted properties) func(field string) (string, bool) {
	agreeing, alike := map[string]bool{}, map[string]string{}
	schema.Range(func(field string, _ shim.Schema) bool {
		if name := standardName(field, schema, nil); wanted.has(name) {
			agreeing[name] = true
		}
		return true
	})
	for property := range wanted {
		if property = strings.TrimSuffix(property, "[]"); !agreeing[property] {
			alike[singular(property)] = property
		}
	}
	return func(field string) (string, bool) {
		if property, found := renamed[path][field]; found {
			return property, true
		}
		if name := standardName(field, schema, nil); agreeing[name] {
			return name, true
		}
		property, found := alike[singular(field)]
		return property, found
	}
}

func fieldInfo(path string, s shim.Schema, wanted properties, property string) *tfbridge.SchemaInfo {
	info := &tfbridge.SchemaInfo{}
	inside, array := wanted[property+"[]"]
	if !array {
		inside = wanted[property]
	}
	if s.Type() == shim.TypeList || s.Type() == shim.TypeSet {
		if one := !array; one != (s.MaxItems() == 1) {
			info.MaxItemsOne = &one
		}
	}
	nested, isBlock := s.Elem().(shim.Resource)
	if !isBlock || inside == nil {
		return info
	}
	if in := fields(path, nested.Schema(), inside); len(in) > 0 {
		if s.Type() == shim.TypeMap {
			info.Fields = in
		} else {
			info.Elem = &tfbridge.SchemaInfo{Fields: in}
		}
	}
	return info
}

func standardName(field string, schema shim.SchemaMap, info *tfbridge.SchemaInfo) string {
	return tfbridge.TerraformToPulumiNameV2(field, schema, map[string]*tfbridge.SchemaInfo{field: info})
}

// singular folds case, underscores and the plural, so that likely names meet.
func singular(name string) string {
	name = strings.ToLower(strings.ReplaceAll(name, "_", ""))
	switch {
	case strings.HasSuffix(name, "ies"):
		return name[:len(name)-3] + "y"
	case strings.HasSuffix(name, "sses"), strings.HasSuffix(name, "xes"), strings.HasSuffix(name, "ches"):
		return name[:len(name)-2]
	}
	return strings.TrimSuffix(name, "s")
}
