"""aliyun-python-sdk-ecs: signs in the query, HMAC-SHA1."""

import importlib
import json
import os

from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.http import protocol_type

from walk import Refused, walk

IS_HTTPS = os.environ['SCHEME'] == 'https'
client = AcsClient(os.environ['KEY'], os.environ['SECRET'], 'cn-hangzhou', **({'verify': os.environ['CA']} if IS_HTTPS else {}))


def ask(action, **parameters):
    name = action + 'Request'
    request = getattr(importlib.import_module('aliyunsdkecs.request.v20140526.' + name), name)()
    request.set_endpoint(os.environ['ENDPOINT'])
    # compared by identity: a word that was read from elsewhere is taken as http
    request.set_protocol_type(protocol_type.HTTPS if IS_HTTPS else protocol_type.HTTP)
    request.set_accept_format('json')
    for word, value in parameters.items():
        setter = getattr(request, f'set_{word}s' if isinstance(value, list) else f'set_{word}')
        setter(json.dumps(value) if isinstance(value, dict) else value)
    try:
        return json.loads(client.do_action_with_exception(request))
    except ServerException as no:
        raise Refused(no.get_error_code()) from no


walk(ask)
