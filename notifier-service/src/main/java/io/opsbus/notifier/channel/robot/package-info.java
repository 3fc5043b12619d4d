/** Robots of group chats: DingTalk, Feishu, WeCom, Slack (guide 4.1, 钉钉机器人). Their 200 says nothing; the code inside it does. */
@NullMarked
package io.opsbus.notifier.channel.robot;

import org.jspecify.annotations.NullMarked;
