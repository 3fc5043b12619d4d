@echo off
rem Starts the agent with the Java beside it, and again when it says that another version lies ready (75).
setlocal
set "here=%~dp0.."
:again
"%here%\java\bin\java.exe" -XX:+UseSerialGC -Xms4m -Xmx32m -XX:MinHeapFreeRatio=5 -XX:MaxHeapFreeRatio=10 -Xss256k -XX:TieredStopAtLevel=1 ^
  -XX:ReservedCodeCacheSize=16m -XX:MaxMetaspaceSize=40m -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED ^
  %OPSBUS_AGENT_JAVA_OPTIONS% -cp "%here%\lib\*" io.opsbus.agent.cli.Start %*
if %errorlevel% equ 75 goto again
exit /b %errorlevel%
