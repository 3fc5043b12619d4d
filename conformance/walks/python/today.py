"""alibabacloud-ecs20140526: signs ACS3."""

import os
import re

from alibabacloud_ecs20140526 import models
from alibabacloud_ecs20140526.client import Client
from alibabacloud_tea_openapi.models import Config
from alibabacloud_tea_openapi.exceptions import ClientException

from walk import Refused, walk

config = Config(
    access_key_id=os.environ['KEY'],
    access_key_secret=os.environ['SECRET'],
    region_id='cn-hangzhou',
    endpoint=os.environ['ENDPOINT'],
    protocol=os.environ['SCHEME'],
)
if os.environ['SCHEME'] == 'https':
    config.ca = os.environ['CA']  # a file's name here, its text in the other languages
client = Client(config)


def snake(name):
    return re.sub('(?<=[a-z])(?=[A-Z])', '_', name).lower()


def ask(action, **parameters):
    request = getattr(models, action + 'Request')(region_id='cn-hangzhou', **{snake(name): value for name, value in parameters.items()})
    try:
        return getattr(client, snake(action))(request).body.to_map()
    except ClientException as no:
        raise Refused(no.code) from no


walk(ask)
