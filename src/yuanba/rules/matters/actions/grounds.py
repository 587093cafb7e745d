"""Why a program cannot be given a verb: each ground once."""

from yuanba.rules.core.declared import Text

DECIDES = Text(
    zh="对居民的事作出决定，由人决定并负责（《个人信息保护法》第二十四条）",
    en="a decision about a resident's matter: a person makes it and answers for it (PIPL, article 24)",
)
SEES = Text(zh="要有人到场看过", en="somebody went and looked")
WILL = Text(
    zh="居民本人的意愿，由听到的人记下",
    en="the resident's own will, written down by whoever heard it",
)
JUDGES = Text(zh="评价只能由人作出", en="only people judge")
PUBLISHES = Text(zh="对外公开的文字，由人审定", en="what the public reads, a person has read first")
BEHIND = Text(
    zh="查看原话和号码由本人写明事由，居民看得到是谁看的",
    en="a look behind the mask needs somebody's own reason, and the resident sees who looked",
)
LEAVES = Text(
    zh="导出和打印由本人操作，留有记录；程序用接口读取",
    en="a file or a paper leaves by somebody's own hand and is recorded; programs read over the interface",
)
