"""The walk, whatever SDK makes the calls."""

import base64
import time
from contextlib import contextmanager

NAME = '中文 "quoted" & <angled>'
STEPS = []


class Refused(Exception):
    """The system said no, with this code."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@contextmanager
def refused(code):
    """What is done within must be refused so."""
    try:
        yield
    except Refused as no:
        equal(no.code, code)
    else:
        raise AssertionError(f'was not refused with {code}')


def gone(invoke):
    """A command that was deleted can be invoked until that has come round (docs/adr/0010), and not after."""
    for _ in range(100):
        try:
            invoke()
        except Refused as no:
            equal(no.code, 'InvalidCmdId.NotFound')
            return
        time.sleep(0.1)
    raise AssertionError('it can be invoked still')


def equal(found, wanted):
    if found != wanted:
        raise AssertionError(f'{found!r} is not {wanted!r}, after {STEPS[-3:]}')


def walk(ask):
    """Calls all it needs by ``ask(action, **parameters)``, which gives answers as the wire has them."""

    def step(action, **parameters):
        STEPS.append(action)
        return ask(action, **parameters)

    def ended(invoke):
        end = time.monotonic() + 60
        while True:
            results = step('DescribeInvocationResults', InvokeId=invoke)['Invocation']['InvocationResults']['InvocationResult']
            if results and results[0]['InvocationStatus'] not in ('Pending', 'Scheduled', 'Running', 'Stopping'):
                return results[0]
            if time.monotonic() > end:
                raise AssertionError(f'{invoke} has not ended: {results}')
            time.sleep(0.1)

    instance = next(one['InstanceId'] for one in step('DescribeManagedInstances')['Instances'] if one['Connected'])
    status = step('DescribeCloudAssistantStatus', InstanceId=[instance])
    equal(status['InstanceCloudAssistantStatusSet']['InstanceCloudAssistantStatus'][0]['CloudAssistantStatus'], 'true')

    content = base64.b64encode(b'echo {{what}}').decode()
    command = step('CreateCommand', Name='walk', Type='RunShellScript', CommandContent=content, EnableParameter=True, Description=NAME)['CommandId']
    found = step('DescribeCommands', CommandId=command)['Commands']['Command'][0]
    equal((found['Description'], found['ParameterNames']['ParameterName']), (NAME, ['what']))
    step('ModifyCommand', CommandId=command, Name='walked')
    one = ended(step('InvokeCommand', CommandId=command, InstanceId=[instance], Parameters={'what': '123'})['InvokeId'])
    equal((one['InvocationStatus'], base64.b64decode(one['Output'])), ('Success', b'123\n'))

    run = step('RunCommand', Type='RunShellScript', CommandContent='sleep 100', ContentEncoding='PlainText', InstanceId=[instance])['InvokeId']
    step('StopInvocation', InvokeId=run, InstanceId=[instance])
    # which, says whether its agent had it by then
    equal(ended(run)['InvocationStatus'] in ('Terminated', 'Cancelled'), True)

    timetable = step('InvokeCommand', CommandId=command, InstanceId=[instance], Parameters={'what': '1'}, RepeatMode='Period', Frequency='0 0 3 * * ?')['InvokeId']
    with refused('InvalidStatus.CmdIdInUse'):
        step('DeleteCommand', CommandId=command)
    step('StopInvocation', InvokeId=timetable)
    ended(timetable)
    step('DeleteCommand', CommandId=command)
    gone(lambda: step('InvokeCommand', CommandId=command, InstanceId=[instance]))

    sent = step('SendFile', Name='walk.txt', TargetDir='/tmp', Content=NAME, InstanceId=[instance], Overwrite=True)['InvokeId']
    equal(step('DescribeSendFileResults', InvokeId=sent)['Invocations']['Invocation'][0]['InvokeId'], sent)

    activation = step('CreateActivation', InstanceCount=2, TimeToLiveInHours=1)['ActivationId']
    equal(step('DescribeActivations', ActivationId=activation)['ActivationList'][0]['InstanceCount'], 2)
    step('DisableActivation', ActivationId=activation)
    step('DeleteActivation', ActivationId=activation)
    print(f'ok, {len(set(STEPS))} actions, {len(STEPS)} calls')
