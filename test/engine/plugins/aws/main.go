// pulumi-resource-aws for the engine lane: HashiCorp's AWS provider, served under the tokens and property
// names of @pulumi/aws, so that an unchanged emitted program is planned and validated by a real provider.
// It is a test's part: what pulumi-aws adds by hand is left out, and said in test/engine/README.md.
//
// The module path lies below .../v3/dynamic/ because the loader of provider binaries is internal there.
package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/pulumi/pulumi-terraform-bridge/v3/dynamic/internal/shim/run"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/proto"
	pfbridge "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

// Derived from the installed @pulumi/aws by ../../tokens/generate.ts; one type a line, so that a change can be reviewed.
//
//go:embed tokens.json
var table []byte

// entry is one type or function of @pulumi/aws.
type entry struct {
	Tok   string     `json:"tok"`
	Props properties `json:"props"`
}

type tokenTable struct {
	Version   string
	Config    entry
	Resources map[string]entry
	Functions map[string]entry
}

func main() {
	ctx := context.Background()
	binary := os.Getenv("ENGINE_TF_PROVIDER_AWS")
	if binary == "" {
		fail("ENGINE_TF_PROVIDER_AWS names no terraform-provider-aws binary")
	}
	spareTheCollector()
	provider, err := run.LocalProvider(ctx, filepath.Dir(binary)+"/terraform-provider-aws")
	if err != nil {
		fail(err.Error())
	}
	defer provider.Close()
	closeOnTermination(provider.Close)
	closeWithEngine(provider.Close)

	var tokens tokenTable
	if err := json.Unmarshal(table, &tokens); err != nil {
		fail(err.Error())
	}
	info := providerInfo(proto.New(ctx, provider), tokens)
	pfbridge.Main(ctx, "aws", info, pfbridge.ProviderMetadata{
		// Only code generators ask for the schema.
		XGetSchema: func(context.Context, plugin.GetSchemaRequest) ([]byte, error) {
			return []byte(`{"name":"aws","version":"` + tokens.Version + `"}`), nil
		},
	})
}

func providerInfo(tf shim.Provider, table tokenTable) tfbridge.ProviderInfo {
	info := tfbridge.ProviderInfo{
		P: tf, Name: "aws", Version: table.Version, ResourcePrefix: "aws",
		EnableAccuratePFBridgePreview: true, // detailedDiff in previews
		MetadataInfo:                  &tfbridge.MetadataInfo{Data: tfbridge.ProviderMetadata(nil)},
		Config:                        fields("config", tf.Schema(), table.Config.Props),
		Resources:                     map[string]*tfbridge.ResourceInfo{},
		DataSources:                   map[string]*tfbridge.DataSourceInfo{},
	}
	for name, entry := range table.Resources {
		if resource := tf.ResourcesMap().Get(name); resource != nil {
			info.Resources[name] = resourceInfo(name, entry, resource.Schema())
		}
	}
	for name, entry := range table.Functions {
		if source := tf.DataSourcesMap().Get(name); source != nil {
			info.DataSources[name] = &tfbridge.DataSourceInfo{
				Tok: tokens.ModuleMember(entry.Tok), Fields: fields(name, source.Schema(), entry.Props),
			}
		}
	}
	return info
}

func resourceInfo(name string, entry entry, schema shim.SchemaMap) *tfbridge.ResourceInfo {
	overrides := fields(name, schema, entry.Props)
	autoname(name, schema, overrides)
	return &tfbridge.ResourceInfo{
		Tok: tokens.Type(entry.Tok), Fields: overrides, PreCheckCallback: translate(name, schema, overrides),
	}
}

// Half the start-up time of the provider is collecting garbage that never mattered.
func spareTheCollector() {
	if os.Getenv("GOGC") == "" {
		os.Setenv("GOGC", "off")
		os.Setenv("GOMEMLIMIT", "1500MiB")
	}
}

// The engine ends plugins by SIGTERM; the provider below would stay.
func closeOnTermination(closeProvider func() error) {
	terminated := make(chan os.Signal, 1)
	signal.Notify(terminated, syscall.SIGTERM)
	go func() {
		<-terminated
		_ = closeProvider()
		os.Exit(1)
	}()
}

// An engine that is killed says nothing, and its plugins are in process groups of their own.
func closeWithEngine(closeProvider func() error) {
	engine := os.Getppid()
	go func() {
		for os.Getppid() == engine {
			time.Sleep(time.Second)
		}
		_ = closeProvider()
		os.Exit(1)
	}()
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, "pulumi-resource-aws (engine lane): "+message)
	os.Exit(1)
}
