"""The words that stand in many passwords here: common words, pinyin, names of places, in small letters."""

_LINES = (
    "password passwd pass pwd mima mm admin administrator root user guest test demo temp welcome hello",
    "login letmein master manager system sysadmin server default changeme secret qazwsx iloveyou love",
    "lovely baby happy lucky angel dragon monkey sunshine princess football superman computer internet",
    "windows office huawei xiaomi tencent wechat weixin alipay taobao baidu weibo douyin qq163 yuanba",
    "yuan woaini woaiwo woaijia woaizuguo aini ainiyou ainiyiwannian nihao nihaoma wobuzhidao woshishui",
    "woshini wode women zhongguo zhonghua renmin gongan gongwuyuan zhengfu shequ jiedao wangge",
    "wanggeyuan xinfang zhili jiceng gongzuo bangong danwei lingdao shuji zhuren mishu laoshi xuesheng",
    "gongsi laoban baobao baobei baobeier laopo laogong mama baba gege jiejie didi meimei erzi nver",
    "haizi jiating xingfu kuaile pingan jiankang facai gongxifacai shengri shengrikuaile xiexie zaijian",
    "meiyou caonima niubi haha hehe xixi heihei wangzhe wangzherongyao tianxia tianshi tiantian shijie",
    "zhangsan lisi wangwu zhaoliu zhangwei wangwei wangfang liwei lina zhangmin lijing wangjing liuwei",
    "wangxiuying zhangli liqiang zhangjing chenxi xiaoming xiaohong xiaoli xiaowang xiaozhang xiaolong",
    "longlong feifei lele beijing shanghai tianjin chongqing sichuan chengdu guangdong guangzhou",
    "shenzhen zhejiang hangzhou ningbo jiangsu nanjing suzhou wuxi hubei wuhan hunan changsha henan",
    "zhengzhou hebei shijiazhuang shandong jinan qingdao shanxi taiyuan shaanxi xian gansu lanzhou",
    "qinghai xining ningxia yinchuan xinjiang urumqi wulumuqi xizang lasa guizhou guiyang yunnan",
    "kunming guangxi nanning hainan haikou fujian fuzhou xiamen jiangxi nanchang anhui hefei liaoning",
    "shenyang dalian jilin changchun heilongjiang haerbin neimenggu huhehaote xianggang aomen taiwan",
    "taibei wanzhou yubei yuzhong jiulongpo shapingba beibei banan",
    "yongchuan hechuan changshou",
    "密码 我爱你 中国 北京 上海 天津 重庆 四川 成都 广东 广州 深圳 几江 德感",
    "社区 街道 网格 网格员 办公室 管理员 政府 生日快乐 身体健康 万事如意 新年快乐 恭喜发财",
    "一帆风顺 你好 测试",
)
WORDS = frozenset(word for line in _LINES for word in line.split())
