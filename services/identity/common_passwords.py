"""The commonest passwords of ten characters and more, in lower case.

Written down by kind rather than copied: runs of digits and keys, doubled words,
names with years, and what Chinese lists of leaked passwords put first.
"""

from typing import Final

_RUNS = """
0123456789 01234567890 1234567890 12345678900 12345678901 123456789a 123456789q 123456789z
1234567891 12345678910 1234567899 123456789abc a123456789 aa123456789 q123456789 z123456789
9876543210 0987654321 1122334455 11223344556 1020304050 1029384756 1357924680 147258369a
1472583690 159753159753 123123123123 123321123321 1231231234 123456123456 123456654321
5201314520 52013145201314 520131452 5201314520a 1314520520 13145201314 1314521314 woaini1314
woaini1314520 woaini520 woaini5201314 woaini123456 woainima123 wodemima123 abcdefghij
abcdefghijk abcd123456 abc123456789 abcd1234567 abcd12345678 a1b2c3d4e5 a1s2d3f4g5
"""

_KEYS = """
qwertyuiop qwertyuiop123 qwerty12345 qwerty123456 qwerty1234567 qwe123456789 qweasdzxc123
qweasdzxcrfv qazwsxedcrfv qazwsxedc123 qazwsx123456 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw23edc
1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 q1w2e3r4t5y6 zxcvbnm123 zxcvbnm1234 zxcvbnm123456 asdfghjkl;
asdfghjkl123 asdfghjklm asdf123456 asdfasdfasdf zxczxczxc123 poiuytrewq mnbvcxzlkj !qaz2wsx#edc
1qaz@wsx3edc 1qaz!qaz2wsx !@#$%^&*() 1234qwerasdf qwer1234asdf qwerasdfzxcv 123qweasdzxc
"""

_WORDS = """
password01 password10 password11 password12 password123 password1234 password12345
password123456 passwordpassword passw0rd123 p@ssw0rd123 p@ssword123 p@ssw0rd1234 passw0rd01
admin12345 admin123456 admin888888 adminadmin administrator administrator1 root123456 rootroot123
test123456 testtest123 user123456 guest123456 welcome123 welcome1234 welcome2024 welcome2025
welcome2026 letmein123 letmein1234 iloveyou123 iloveyou1314 iloveyou520 changeme123 changeme1234
changemenow default123 secret12345 superman123 football123 baseball123 princess123 sunshine123
dragon12345 monkey12345 michael123 china123456 beijing2008 beijing123 shanghai123 shanghai2010
hangzhou123 zhongguo123 zhongguo520 hello12345 hello123456 helloworld helloworld1 helloworld123
huawei12345 huawei@123 huawei@1234 tencent123 taobao123456 alibaba123 weixin12345 wechat12345
suishoupai suishoupai1 suishoupai123 suishoupai2026 chengguan123 jiedaoban123 dispatcher
dispatcher1 dispatcher123 supervisor supervisor1 supervisor123 operator123 verifier123 auditor123
"""

COMMON: Final = frozenset(f"{_RUNS}{_KEYS}{_WORDS}".split())
