// The walk with github.com/aliyun/alibaba-cloud-sdk-go, whose common requests are what the aliyun CLI sends.
package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"time"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/ecs"
)

func must[T any](answer T, err error) T {
	if err != nil {
		panic(err)
	}
	return answer
}

func main() {
	// of an authority of the system's own a Go program is told by the environment, before it first looks
	must("", os.Setenv("SSL_CERT_FILE", os.Getenv("CA")))
	client := must(ecs.NewClientWithAccessKey("cn-hangzhou", os.Getenv("KEY"), os.Getenv("SECRET")))
	client.Domain = os.Getenv("ENDPOINT")
	client.GetConfig().Scheme = os.Getenv("SCHEME")

	instance := must(client.DescribeManagedInstances(ecs.CreateDescribeManagedInstancesRequest())).Instances[0].InstanceId
	create := ecs.CreateCreateCommandRequest()
	create.Name, create.Type, create.EnableParameter = "walk", "RunShellScript", requests.NewBoolean(true)
	create.CommandContent = base64.StdEncoding.EncodeToString([]byte("echo {{what}}"))
	create.Description = `中文 "quoted" & <angled>`
	command := must(client.CreateCommand(create)).CommandId
	invoke := ecs.CreateInvokeCommandRequest()
	invoke.CommandId, invoke.InstanceId, invoke.Parameters = command, &[]string{instance}, map[string]any{"what": "123"}
	invocation := must(client.InvokeCommand(invoke)).InvokeId
	if output := ended(client, invocation); output != "123\n" {
		panic(fmt.Sprintf("output %q", output))
	}
	remove := ecs.CreateDeleteCommandRequest()
	remove.CommandId = command
	must(client.DeleteCommand(remove))
	// it can be invoked until its deletion has come round (docs/adr/0010)
	var err error
	for end := time.Now().Add(time.Minute); err == nil && time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		_, err = client.InvokeCommand(invoke)
	}
	if no, ok := err.(errors.Error); !ok || no.ErrorCode() != "InvalidCmdId.NotFound" {
		panic(fmt.Sprintf("a command that is gone: %v", err))
	}

	common := must(sdk.NewClientWithAccessKey("cn-hangzhou", os.Getenv("KEY"), os.Getenv("SECRET")))
	for _, method := range []string{"GET", "POST"} {
		request := requests.NewCommonRequest()
		request.Domain, request.Scheme, request.Method = os.Getenv("ENDPOINT"), os.Getenv("SCHEME"), method
		request.Product, request.Version, request.ApiName = "Ecs", "2014-05-26", "DescribeInvocations"
		request.QueryParams = map[string]string{"RegionId": "cn-hangzhou", "InvokeId": invocation, "IncludeOutput": "true"}
		if status := must(common.ProcessCommonRequest(request)).GetHttpStatus(); status != 200 {
			panic(fmt.Sprintf("a common request by %s: %d", method, status))
		}
	}
	fmt.Println("ok, the walk and common requests")
}

// ended waits for the only run of an invocation; its output.
func ended(client *ecs.Client, invocation string) string {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		request := ecs.CreateDescribeInvocationResultsRequest()
		request.InvokeId = invocation
		for _, one := range must(client.DescribeInvocationResults(request)).Invocation.InvocationResults.InvocationResult {
			if one.InvocationStatus == "Success" {
				return string(must(base64.StdEncoding.DecodeString(one.Output)))
			}
		}
	}
	panic("no success of " + invocation + " within a minute")
}
