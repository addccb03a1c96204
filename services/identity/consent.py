"""The terms a rider agrees to. A new wording needs a new name: events refer to it for ever."""

from types import MappingProxyType
from typing import Final

CONSENT_TEXT: Final = "privacy-1"
"""The terms in force, as `rider.consented` records them."""

_CHINESE: Final = """\
随手拍个人信息处理告知与同意书(privacy-1)

一、谁在处理:运行本系统的城市运行管理机构(以下称"我们")。
二、处理什么、为了什么:
  1. 手机号:用于登录和核实身份。加密保存,工作人员平时看不到;查看必有记录。
  2. 您拍摄的照片、填写的说明、上报时的手机定位与时间:用于核实和处置城市问题、
     防止虚假上报。展示的照片会去除拍摄设备、时间、定位等附带信息。
  3. 问题所在地点、类别和处理过程:会向处置单位公开,并以约 10 米的精度向公众公开,
     其中不含您的身份。
  4. 积分与兑换记录:用于发放奖励和审计。
三、保存多久:您可随时要求删除个人信息。我们销毁加密密钥,在线数据即不可恢复,
   备份在 30 天内一并失效。问题本身的处理记录不含您的身份,将继续保存。
四、您的权利:查阅、复制、更正、删除个人信息,撤回同意。撤回前的处理仍然有效;
   撤回后不能再上报。
五、我们不出售个人信息,不用于与城市治理无关的目的,不作自动化处罚决定。

点击"同意"即表示您已阅读并同意以上内容。
"""

_ENGLISH: Final = """\
Suishoupai: notice and consent on personal information (privacy-1)

1. Who: the city operations authority that runs this system ("we").
2. What, and why:
   a. Your mobile number: to log in and to confirm who you are. It is kept encrypted;
      staff do not normally see it, and every look at it is recorded.
   b. Your photographs, your notes, and your phone's position and time when you report:
      to check and mend problems of the city, and to prevent false reports. Photographs
      are shown without data on device, time and position.
   c. The place, kind and handling of the problem: open to the units that mend it, and to
      the public to about 10 metres, without your identity.
   d. Points and redemptions: to give rewards, and for audit.
3. How long: you may ask for deletion at any time. We destroy the encryption keys; what is
   stored can then no longer be read, and backups follow within 30 days. The history of the
   problem itself does not name you and is kept.
4. Your rights: to see, copy, correct and delete your information, and to withdraw consent.
   What was done before stays lawful; afterwards you can no longer report.
5. We sell no personal information, use it for nothing but the care of the city, and let no
   program decide on a penalty.

By choosing "agree" you confirm that you have read and accept this.
"""

CONSENT: Final = MappingProxyType({"zh": _CHINESE, "en": _ENGLISH})
"""The terms in force, in each language they can be shown in."""
