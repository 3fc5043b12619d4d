// The walk with github.com/alibabacloud-go/ecs-20140526, which signs ACS3; and every read of the page of actions, whose
// answers this SDK takes by their types: a number that comes as text is an error to it.
package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"time"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	ecs "github.com/alibabacloud-go/ecs-20140526/v7/client"
	"github.com/alibabacloud-go/tea/tea"
)

const patience = time.Minute

var read = regexp.MustCompile(`\n### ((?:Describe|Get|List)\w+)\n`)

func must[T any](answer T, err error) T {
	if err != nil {
		panic(err)
	}
	return answer
}

func text(of string) *string { return &of }

// ask calls the client's method of that name with what its request has fields for; false where the SDK has none.
func ask(client *ecs.Client, action string, ids map[string]string) (bool, error) {
	method := reflect.ValueOf(client).MethodByName(action)
	if !method.IsValid() {
		return false, nil
	}
	request := reflect.New(method.Type().In(0).Elem())
	for name, id := range ids {
		switch field := request.Elem().FieldByName(name); {
		case !field.IsValid():
		case field.Type() == reflect.TypeFor[*string]():
			field.Set(reflect.ValueOf(&id))
		case field.Type() == reflect.TypeFor[[]*string]():
			field.Set(reflect.ValueOf([]*string{&id}))
		}
	}
	err, _ := method.Call([]reflect.Value{request})[1].Interface().(error)
	return true, err
}

// simulated starts an instance that this system simulates: it has what machines outside have not, a console for one.
func simulated(client *ecs.Client, region *string) *string {
	id := must(client.RunInstances(&ecs.RunInstancesRequest{
		RegionId: region, InstanceType: text("ecs.g6.large"), ImageId: text("aliyun_3_x64_20G_alibase_20230727.vhd"), Amount: tea.Int32(1),
	})).Body.InstanceIdSets.InstanceIdSet[0]
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		found := must(client.DescribeInstanceStatus(&ecs.DescribeInstanceStatusRequest{RegionId: region, InstanceId: []*string{id}}))
		for _, one := range found.Body.InstanceStatuses.InstanceStatus {
			if *one.Status == "Running" {
				return id
			}
		}
	}
	panic(*id + " does not run within a minute")
}

func main() {
	config := &openapi.Config{
		AccessKeyId:     text(os.Getenv("KEY")),
		AccessKeySecret: text(os.Getenv("SECRET")),
		RegionId:        text("cn-hangzhou"),
		Endpoint:        text(os.Getenv("ENDPOINT")),
		Protocol:        text(os.Getenv("SCHEME")),
	}
	if os.Getenv("SCHEME") == "https" {
		config.Ca = text(string(must(os.ReadFile(os.Getenv("CA")))))
	}
	client := must(ecs.NewClient(config))
	region := text("cn-hangzhou")

	machines := must(client.DescribeManagedInstances(&ecs.DescribeManagedInstancesRequest{RegionId: region}))
	instance := machines.Body.Instances[0].InstanceId
	machine := simulated(client, region)
	content := base64.StdEncoding.EncodeToString([]byte("echo {{what}}"))
	command := must(client.CreateCommand(&ecs.CreateCommandRequest{
		RegionId: region, Name: text("walk"), Type: text("RunShellScript"), CommandContent: &content,
		EnableParameter: tea.Bool(true), Description: text(`中文 "quoted" & <angled>`),
	})).Body.CommandId
	invocation := must(client.InvokeCommand(&ecs.InvokeCommandRequest{
		RegionId: region, CommandId: command, InstanceId: []*string{instance, machine}, Parameters: map[string]any{"what": "123"},
	})).Body.InvokeId
	if output := ended(client, invocation); output != "123\n" {
		panic(fmt.Sprintf("output %q", output))
	}
	sent := must(client.SendFile(&ecs.SendFileRequest{
		RegionId: region, Name: text("walk.txt"), TargetDir: text("/tmp"), Content: text("x"), InstanceId: []*string{instance}, Overwrite: tea.Bool(true),
	})).Body.InvokeId
	activation := must(client.CreateActivation(&ecs.CreateActivationRequest{RegionId: region, InstanceCount: tea.Int32(2)})).Body.ActivationId

	ids := map[string]string{
		"RegionId": *region, "InstanceId": *machine, "CommandId": *command, "InvokeId": *invocation, "ActivationId": *activation,
		"ResourceType": "instance", "ResourceId": *machine, "DestinationResource": "InstanceType", "AttributeName": "max-axt-command-count",
	}
	reads := 0
	for _, product := range strings.Split(string(must(os.ReadFile(os.Getenv("ACTIONS")))), "\n## ") {
		if !strings.HasPrefix(product, "ECS 2014-05-26") {
			continue
		}
		for _, action := range read.FindAllStringSubmatch(product, -1) {
			if isThere, err := ask(client, action[1], ids); err != nil {
				panic(action[1] + ": " + err.Error())
			} else if isThere {
				reads++
			}
		}
	}
	delete(ids, "InstanceId") // the file went to the machine outside
	ids["InvokeId"] = *sent
	must(ask(client, "DescribeSendFileResults", ids))
	delete(ids, "InvokeId")
	must(ask(client, "DescribeInvocations", ids))

	must(client.DeleteInstance(&ecs.DeleteInstanceRequest{InstanceId: machine, Force: tea.Bool(true)}))
	must(client.DisableActivation(&ecs.DisableActivationRequest{RegionId: region, ActivationId: activation}))
	must(client.DeleteActivation(&ecs.DeleteActivationRequest{RegionId: region, ActivationId: activation}))
	must(client.DeleteCommand(&ecs.DeleteCommandRequest{RegionId: region, CommandId: command}))
	// it can be invoked until its deletion has come round (docs/adr/0010)
	var err error
	for end := time.Now().Add(patience); err == nil && time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		_, err = client.InvokeCommand(&ecs.InvokeCommandRequest{
			RegionId: region, CommandId: command, InstanceId: []*string{instance}, Parameters: map[string]any{"what": "1"},
		})
	}
	var no *tea.SDKError
	if !errors.As(err, &no) || *no.Code != "InvalidCmdId.NotFound" {
		panic(fmt.Sprintf("a command that is gone: %v", err))
	}
	fmt.Printf("ok, %d reads and the walk\n", reads)
}

// ended waits for the only run of an invocation; its output.
func ended(client *ecs.Client, invocation *string) string {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		answer := must(client.DescribeInvocationResults(&ecs.DescribeInvocationResultsRequest{RegionId: text("cn-hangzhou"), InvokeId: invocation}))
		for _, one := range answer.Body.Invocation.InvocationResults.InvocationResult {
			if *one.InvocationStatus == "Success" {
				return string(must(base64.StdEncoding.DecodeString(*one.Output)))
			}
		}
	}
	panic("no success of " + *invocation + " within a minute")
}
