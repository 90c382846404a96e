// pulumi-language-nodejs for the engine lane: runs a program whose dependencies are installed, on the
// official Node runner that those dependencies bring. The genuine host is published as a release binary
// only; the runner, which does the work, is the genuine one.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/cmdutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/version"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// The runner exits with this code when it has reported the program's error itself.
const alreadyReported = 32

type host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer
	engine string
}

func main() {
	host := &host{engine: engineAddress(os.Args[1:])}
	cancel := make(chan bool)
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: cancel,
		Init: func(server *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(server, host)
			return nil
		},
		Options: rpcutil.OpenTracingServerInterceptorOptions(nil),
	})
	if err != nil {
		cmdutil.Exit(err)
	}
	if host.engine != "" { // leave with the engine
		err := rpcutil.Healthcheck(context.Background(), host.engine, 2*time.Second, func() { close(cancel) })
		if err != nil {
			cmdutil.Exit(err)
		}
	}
	fmt.Println(handle.Port)
	if err := <-handle.Done; err != nil {
		cmdutil.Exit(err)
	}
}

// Flags (-root=…, runtime options) come again with each request.
func engineAddress(args []string) string {
	address := ""
	for _, arg := range args {
		if !strings.HasPrefix(arg, "-") {
			address = arg
		}
	}
	return address
}

func (h *host) Handshake(_ context.Context, request *pulumirpc.LanguageHandshakeRequest) (*pulumirpc.LanguageHandshakeResponse, error) {
	if request.EngineAddress != "" {
		h.engine = request.EngineAddress
	}
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}

// None: plugins are found on PATH when the program asks for them.
func (h *host) GetRequiredPackages(context.Context, *pulumirpc.GetRequiredPackagesRequest) (*pulumirpc.GetRequiredPackagesResponse, error) {
	return &pulumirpc.GetRequiredPackagesResponse{}, nil
}

func (h *host) GetRequiredPlugins(context.Context, *pulumirpc.GetRequiredPluginsRequest) (*pulumirpc.GetRequiredPluginsResponse, error) {
	return &pulumirpc.GetRequiredPluginsResponse{}, nil
}

func (h *host) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: version.Version}, nil
}

func (h *host) RuntimeOptionsPrompts(context.Context, *pulumirpc.RuntimeOptionsRequest) (*pulumirpc.RuntimeOptionsResponse, error) {
	return &pulumirpc.RuntimeOptionsResponse{}, nil
}

func (h *host) About(context.Context, *pulumirpc.AboutRequest) (*pulumirpc.AboutResponse, error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, err
	}
	output, _ := exec.Command(node, "--version").Output()
	return &pulumirpc.AboutResponse{Executable: node, Version: strings.TrimSpace(string(output))}, nil
}

func (h *host) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

func (h *host) InstallDependencies(*pulumirpc.InstallDependenciesRequest, grpc.ServerStreamingServer[pulumirpc.InstallDependenciesResponse]) error {
	return errors.New("install the dependencies with npm; the engine lane's host does not")
}

func (h *host) Run(ctx context.Context, request *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	runner, found := findRunner(request.Info.ProgramDirectory)
	if !found {
		message := "no @pulumi/pulumi above " + request.Info.ProgramDirectory + ": run npm install"
		return &pulumirpc.RunResponse{Error: message}, nil
	}
	command := exec.CommandContext(ctx, "node", h.arguments(runner, request)...)
	command.Dir = request.Info.ProgramDirectory
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	command.Env = append(os.Environ(), environment(request)...)
	return response(command.Run()), nil
}

func findRunner(directory string) (string, bool) {
	for {
		runner := filepath.Join(directory, "node_modules/@pulumi/pulumi/cmd/run/index.js")
		if _, err := os.Stat(runner); err == nil {
			return runner, true
		}
		parent := filepath.Dir(directory)
		if parent == directory {
			return "", false
		}
		directory = parent
	}
}

func (h *host) arguments(runner string, request *pulumirpc.RunRequest) []string {
	arguments := []string{
		runner, "--monitor", request.MonitorAddress, "--engine", h.engine,
		"--project", request.Project, "--stack", request.Stack, "--organization", request.Organization,
		"--root-directory", request.Info.RootDirectory, "--pwd", request.Pwd,
		"--parallel", strconv.Itoa(int(request.Parallel)),
	}
	if request.DryRun {
		arguments = append(arguments, "--dry-run")
	}
	return append(append(arguments, request.Info.EntryPoint), request.Args...)
}

func environment(request *pulumirpc.RunRequest) []string {
	config := request.Config
	if config == nil { // the runner wants {}
		config = map[string]string{}
	}
	values, _ := json.Marshal(config)
	secrets, _ := json.Marshal(append([]string{}, request.ConfigSecretKeys...))
	options := map[string]any{}
	if request.Info.Options != nil {
		options = request.Info.Options.AsMap()
	}
	transpile := options["typescript"] != false && options["typescript"] != "false"
	return []string{
		"PULUMI_CONFIG=" + string(values),
		"PULUMI_CONFIG_SECRET_KEYS=" + string(secrets),
		"PULUMI_NODEJS_TYPESCRIPT=" + strconv.FormatBool(transpile),
	}
}

func response(err error) *pulumirpc.RunResponse {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return &pulumirpc.RunResponse{}
	case errors.As(err, &exit) && exit.ExitCode() == alreadyReported:
		return &pulumirpc.RunResponse{Bail: true}
	case errors.As(err, &exit):
		return &pulumirpc.RunResponse{Error: "program exited with " + strconv.Itoa(exit.ExitCode())}
	}
	return &pulumirpc.RunResponse{Error: err.Error()}
}
