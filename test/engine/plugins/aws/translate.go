package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/archive"
)

// translate turns what @pulumi/aws takes and Terraform does not into what Terraform takes: objects where
// JSON text is wanted, assets and archives where a path is, `region` (provider 6) where there is none.
func translate(name string, schema shim.SchemaMap, infos map[string]*tfbridge.SchemaInfo) tfbridge.PreCheckCallback {
	isText, settable := map[resource.PropertyKey]bool{}, map[resource.PropertyKey]bool{}
	schema.Range(func(field string, s shim.Schema) bool {
		key := resource.PropertyKey(tfbridge.TerraformToPulumiNameV2(field, schema, infos))
		settable[key] = s.Optional() || s.Required()
		isText[key] = s.Type() == shim.TypeString
		return true
	})
	return func(ctx context.Context, in, _ resource.PropertyMap) (resource.PropertyMap, error) {
		out := in.Copy()
		for key, value := range in {
			canSet, known := settable[key]
			switch {
			case key == "region" && !canSet:
				delete(out, key)
			case !known && !strings.HasPrefix(string(key), "__"):
				tfbridge.GetLogger(ctx).Warn(fmt.Sprintf("engine lane: %s has no %s in this provider; ignored", name, key))
				delete(out, key)
			case isText[key]:
				text, digest, err := asText(value)
				if err != nil {
					return nil, fmt.Errorf("%s.%s: %w", name, key, err)
				}
				out[key] = text
				markContent(out, in, settable, digest)
			}
		}
		return out, nil
	}
}

// markContent makes the content count: Terraform itself compares paths.
func markContent(out, in resource.PropertyMap, settable map[resource.PropertyKey]bool, digest string) {
	for _, key := range []resource.PropertyKey{"sourceHash", "sourceCodeHash"} {
		if _, given := in[key]; digest != "" && !given && settable[key] {
			out[key] = resource.NewStringProperty(digest)
		}
	}
}

// asText answers a value's text, and the digest of its content where it is a file.
func asText(value resource.PropertyValue) (resource.PropertyValue, string, error) {
	switch {
	case value.IsSecret():
		text, digest, err := asText(value.SecretValue().Element)
		return resource.MakeSecret(text), digest, err
	case value.IsAsset():
		return assetPath(value)
	case value.IsArchive():
		return archivePath(value)
	case value.IsObject(), value.IsArray():
		return jsonText(value)
	}
	return value, "", nil
}

func assetPath(value resource.PropertyValue) (resource.PropertyValue, string, error) {
	asset := value.AssetValue()
	if path, ok := asset.GetPath(); ok {
		path, err := filepath.Abs(path)
		return resource.NewStringProperty(path), asset.Hash, err
	}
	content, err := asset.Bytes()
	if err != nil {
		return value, "", err
	}
	path, err := store(content, "asset")
	return resource.NewStringProperty(path), asset.Hash, err
}

func archivePath(value resource.PropertyValue) (resource.PropertyValue, string, error) {
	given := value.ArchiveValue()
	if path, ok := given.GetPath(); ok {
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			path, err = filepath.Abs(path)
			return resource.NewStringProperty(path), given.Hash, err
		}
	}
	content, err := given.Bytes(archive.ZIPArchive)
	if err != nil {
		return value, "", err
	}
	path, err := store(content, "archive.zip")
	return resource.NewStringProperty(path), given.Hash, err
}

func jsonText(value resource.PropertyValue) (resource.PropertyValue, string, error) {
	if value.ContainsUnknowns() {
		return resource.MakeComputed(resource.NewStringProperty("")), "", nil
	}
	content, err := json.Marshal(plain(value))
	text := resource.NewStringProperty(string(content))
	if value.ContainsSecrets() {
		text = resource.MakeSecret(text)
	}
	return text, "", err
}

func plain(value resource.PropertyValue) any {
	switch {
	case value.IsSecret():
		return plain(value.SecretValue().Element)
	case value.IsOutput():
		return plain(value.OutputValue().Element)
	case value.IsArray():
		items := []any{}
		for _, item := range value.ArrayValue() {
			items = append(items, plain(item))
		}
		return items
	case value.IsObject():
		entries := map[string]any{}
		for key, entry := range value.ObjectValue() {
			entries[string(key)] = plain(entry)
		}
		return entries
	}
	return value.V
}

// store keeps generated content under its digest, so that the same content has the same path.
func store(content []byte, name string) (string, error) {
	digest := sha256.Sum256(content)
	directory := filepath.Join(os.TempDir(), "engine-assets", hex.EncodeToString(digest[:16]))
	path := filepath.Join(directory, name)
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if err := os.MkdirAll(directory, 0o755); err != nil {
		return "", err
	}
	return path, os.WriteFile(path, content, 0o644)
}
