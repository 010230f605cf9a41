/**
 * Forms of one character: the standard form first, then traditional and variant forms that mean the same in a name
 * and are typed for one another. Characters that 《通用规范汉字表》 (2013) keeps apart in names are not here: 昇 is not 升, 喆 not 哲,
 * 堃 not 坤, 锺 not 钟; 淼, 犇, 仝, 乾, 甦, 邨, 龢, 於 stand for themselves.
 */
const forms = `黄黃 范範 余餘 谷穀 姜薑 高髙 清淸 吴吳呉 吕呂 温溫 郎郞 青靑 静靜 强強彊 真眞 镇鎮鎭 慎愼 填塡 颠顚
教敎 户戶戸 虚虛 卢盧 炉爐 芦蘆 庐廬 录錄録 禄祿 绿綠緑 兑兌 悦悅 说說 锐銳 税稅 脱脫 阅閱 闵閔 闻聞
问問 闪閃 间間閒 闲閑 简簡 关關関 开開 闫閆 阎閻 闯闖 阔闊濶 陈陳 张張 刘劉 杨楊 赵趙 孙孫 马馬 罗羅
郑鄭 谢謝 许許 韩韓 冯馮 邓鄧 萧蕭 叶葉 苏蘇 蒋蔣 贾賈 陆陸 顾顧 万萬 钱錢 严嚴 龚龔 汤湯 贺賀 赖賴
庞龐 颜顏顔 庄莊 聂聶 鲁魯 韦韋 毕畢 邹鄒 谭譚 齐齊 钟鐘鍾 项項 纪紀 单單 骆駱 欧歐 区區 阳陽 诸諸
东東 宫宮 轩軒 迟遲 连連 师師 邬鄔 鲍鮑 骞騫 费費 贝貝 贡貢 财財 贵貴 贤賢 资資 赏賞 赐賜 质質
赞讚賛贊 赋賦 赟贇 赠贈 兰蘭 荣榮 莹瑩 营營 萤螢 劳勞 华華崋 伟偉 炜煒 玮瑋 纬緯 苇葦 韬韜 国國囯圀
围圍 圆圓 图圖 园園 团團 义義 仪儀 议議 乔喬 侨僑 娇嬌 骄驕 桥橋 云雲 丰豐 丽麗 俪儷 郦酈 业業 丛叢
举舉擧 乐樂 习習 书書 买買 卖賣 争爭 净淨 铮錚 亚亞 娅婭 产產 亲親 亿億 忆憶 仅僅 从從 仓倉 沧滄 苍蒼
伦倫 纶綸 轮輪 论論 众眾衆 优優 会會 传傳 伞傘 体體 来來 莱萊 徕徠 侠俠 侣侶 侦偵 侧側 俭儉 倾傾 储儲
儿兒 党黨 兴興 养養 写寫 军軍 农農 冲沖 决決 况況 冻凍 凉涼 减減 凤鳳 凯凱 击擊 刚剛 创創 则則 剑劍劎
务務 动動 励勵 劲勁 勋勳勛 胜勝 勤懃 医醫 协協 卫衛衞 卧臥 厂廠 厅廳 厉厲 历歷曆 压壓 厦廈 县縣 参參叄
双雙 发發髮 变變 台臺 号號 叹嘆 吓嚇 后後 启啟啓 员員 响響 哗嘩 唤喚 喜憙 嘱囑 圣聖 场場 坚堅 坛壇
坠墜 垒壘 垦墾 块塊 声聲 壮壯 壳殼 处處 备備 复復複 头頭 夺奪 奋奮 奖獎奨 奥奧 妆妝 妇婦 妈媽 姗姍
娱娛 娴嫻嫺 婵嬋 婴嬰 学學斈 宁寧寕 宝寶寳 实實 宠寵 审審 宪憲 宽寬寛 宾賓 对對 寻尋 导導 寿壽 将將
尔爾 尧堯 尽盡 层層 属屬 岁歲嵗 岂豈 岗崗 岚嵐 岛島 岭嶺 峥崢 峦巒 币幣 帅帥 帐帳 带帶 帮幫 广廣 庆慶
库庫 应應 庙廟 废廢 弥彌 弯彎 弹彈 归歸 当當 彦彥 彻徹 径徑 忧憂 怀懷 态態 怜憐 总總 恋戀 恒恆 恳懇
恺愷 惠恵 惊驚 惯慣 愿願 懒懶 战戰 戏戲 扬揚 扩擴 护護 报報 担擔 拥擁 择擇 挚摯 挥揮 据據 掷擲 携攜
摄攝 摆擺 敌敵 数數 斋齋 斓斕 无無 旧舊 时時 旷曠 昙曇 昼晝 显顯 晋晉 晒曬 晓曉 晔曄 晕暈 晖暉 暂暫
术術 机機 杀殺 杂雜 权權 条條 杰傑 极極 构構 枢樞 枣棗 枫楓 柜櫃 标標 栋棟 树樹 样樣 桢楨 档檔 桦樺
桨槳 梦夢 检檢 楼樓 榄欖 横橫 樱櫻 欢歡 歼殲 气氣 汉漢 汇匯彙 沟溝 泪淚 泸瀘 泽澤 洁潔 洒灑 浅淺 浓濃
浏瀏 济濟 浑渾 涌湧 涛濤 涟漣 润潤 涧澗 涨漲 渊淵 渐漸 渔漁 湾灣 湿濕 满滿 滨濱 潇瀟 澜瀾 灏灝 灭滅
灯燈 灵靈霛 灿燦 炼煉 烁爍 烂爛 烨燁爗 烛燭 热熱 焕煥 焰燄 爱愛 爷爺 牵牽 犹猶 狮獅 独獨 献獻 玛瑪
环環 现現 玺璽 珑瓏 珲琿 琏璉 琼瓊 瑶瑤 瑷璦 璎瓔 瓯甌 画畫畵 畅暢 异異 疗療 痴癡 盐鹽 监監 盖蓋葢
盘盤 眯瞇 矫矯 矿礦 码碼 砚硯 硕碩 确確 碍礙 礼禮 祯禎 祷禱 祸禍 离離 种種 积積 称稱 稳穩 穷窮 窍竅
窦竇 竖豎 竞競 笃篤 笔筆 筑築 签簽 篮籃 粮糧 纯純 纲綱 纳納 纵縱 纷紛 纹紋 纺紡 线線綫 练練 组組 绅紳
细細 织織 终終 绍紹 经經 结結 绘繪 给給 绚絢 络絡 绝絕絶 统統 继繼 绩績 绪緒 续續 绮綺 维維 绵綿 绸綢
缄緘 缅緬 缇緹 缘緣 缤繽 缨纓 缪繆 缓緩 编編 缦縵 缙縉 罚罰 羡羨 翘翹 翚翬 耀燿 联聯聫 聪聰 肃肅 肠腸
胆膽 脉脈 脚腳 脸臉 腾騰 膑臏 艺藝 节節 芗薌 茎莖 荐薦 荆荊 荡蕩 荫蔭 药藥 莲蓮 获獲 莺鶯 萝蘿 葱蔥
蓝藍 蔷薔 蔼藹 蕴蘊 虎虝 虏虜 虾蝦 蚁蟻 蛮蠻 蝉蟬 补補 衬襯 袄襖 装裝 见見 观觀 规規 视視 览覽 觉覺
觐覲 触觸 誉譽 计計 订訂 认認 让讓 训訓 记記 讲講 诏詔 诗詩 诚誠 话話 诞誕 询詢 详詳 语語 误誤 诱誘
诺諾 诵誦 读讀 课課 谁誰 调調 谅諒 谊誼 谋謀 谐諧 谓謂 谚諺 谦謙 谨謹 谱譜 贞貞 负負 贯貫 贸貿 贻貽
赛賽 跃躍 践踐 车車 轨軌 转轉 轻輕 载載 较較 辅輔 辆輛 辈輩 辉輝煇 辽遼 达達 迁遷 过過 迈邁 运運 还還
进進 远遠 违違 迹跡蹟 适適 选選 逊遜 递遞 逻邏 遗遺 邮郵 邻鄰隣 郁鬱 酱醬 释釋 里裏裡 鉴鑒鑑 针針 钊釗
钏釧 钓釣 钗釵 钢鋼 钥鑰 钦欽 钧鈞 钮鈕 钰鈺 铁鐵 铃鈴 铄鑠 铎鐸 铜銅 铠鎧 铨銓 铭銘 银銀 铸鑄 锋鋒
锌鋅 锦錦 锡錫 锟錕 锤錘 锵鏘 键鍵 镁鎂 镕鎔 镜鏡 镭鐳 长長镸 门門 阁閣 队隊 阶階 际際 陇隴 险險 随隨
隐隱 难難 雏雛 雾霧 霁霽 韵韻 页頁 顶頂 顷頃 顺順 须須鬚 颂頌 预預 领領 颇頗 频頻 颖穎頴 题題 风風
飞飛 飘飄 饭飯 饮飲 饰飾 饱飽 馆館 驰馳 驯馴 驱驅 驶駛 驹駒 驻駐 骁驍 骅驊 验驗 骏駿 骐騏 骑騎 骠驃
骥驥 骧驤 鱼魚 鲜鮮 鲲鯤 鲸鯨 鸟鳥 鸡雞鷄 鸣鳴 鸥鷗 鸽鴿 鸿鴻 鹃鵑 鹄鵠 鹏鵬 鹤鶴 鹭鷺 鹰鷹 麦麥 龙龍
龄齡 龟龜 黾黽 默黙 点點 奂奐 峰峯 群羣 岳嶽 峨峩 略畧 棋棊碁 灾災 床牀 妍姸 并並併竝 泛汎 咏詠 映暎
坤堒 梅楳 松鬆 柏栢 桌槕 浚濬 瑰瓌 秋秌龝 雁鴈 雕鵰 颙顒 冰氷 册冊 凡凢 勇勈 叙敍敘 吃喫 唇脣 坂阪
姊姉 姻婣 妒妬 娘孃 岩巖嵒巗 崎﨑 幸倖 庵菴 弦絃 德徳悳 愧媿 搜蒐 昆崑 晃晄 晚晩 朗朖 柳桺 楠柟 熙煕熈
燕鷰 猫貓 留畱 皋皐 皓皜 福褔 稚穉 筱篠 纤纖 翱翺 胭臙 舍捨 花蘤 莼蓴 蒂蔕 蕊蕋蘂 虬虯 蟹蠏 裙裠 赢贏
辟闢 迪廸 迫廹 遍徧 阴陰 韭韮 飒颯 驼駝 鹅鵝鵞 兖兗 冈岡 刹剎 却卻 墙牆墻 增増 姬姫 布佈 敕勅 既旣
朵朶 步歩 涉渉 渌淥 濑瀨 灶竈 猪豬 窗窓牕 筝箏 粤粵 绣繡綉 耻恥 胧朧 采採 颢顥 鬓鬢 靓靚 飨饗 驿驛
贠貟 玚瑒 昽曨 胪臚 烩燴 炀煬 纭紜 绂紱 绎繹 绫綾 缃緗 缎緞 缜縝 罂罌 荭葒 荪蓀 荦犖 莳蒔 蓟薊 蔺藺
诒詒 诣詣 诤諍 谌諶 谒謁 谕諭 谞諝 谡謖 谧謐 谟謨 谯譙 贲賁 赉賚 赓賡 轲軻 轶軼 轸軫 辂輅 辇輦 辕轅
郏郟 邝鄺 酝醞 钐釤 钒釩 钤鈐 钛鈦 钜鉅 钲鉦 钿鈿 铉鉉 铖鋮 铤鋌 铧鏵 锃鋥 锴鍇 锷鍔 镒鎰 镛鏞 镝鏑
镠鏐 闳閎 闽閩 闾閭 闿闓 阕闋 陉陘 隽雋 顼頊 颀頎 颉頡 飏颺 饶饒 骀駘 骋騁 骎駸 骓騅 骢驄 鲤鯉 鸢鳶
鸯鴦 鸳鴛 鸾鸞 鹂鸝 鹍鵾 黉黌 龛龕 浈湞 浔潯 涞淶 滟灩 滢瀅 潆瀠 玙璵 珐琺 岘峴 峤嶠 崭嶄 嵘嶸 帼幗
忏懺 恽惲 悯憫 惬愜 戬戩 攒攢 昵暱 栾欒 桤榿 桧檜 椤欏 沣灃 沩溈 泾涇 浃浹 浐滻 涂塗 涣渙 渎瀆`

/**
 * Code points of the private use area that GB 18030 once gave to characters, with those they have now
 * (GB 18030-2005 and -2022). Old systems still send the old ones.
 */
const formerCodePoints: readonly (readonly [number, number])[] = [
  [0xe816, 0x20087],
  [0xe817, 0x20089],
  [0xe818, 0x200cc],
  [0xe81e, 0x9fb4],
  [0xe826, 0x9fb5],
  [0xe82b, 0x9fb6],
  [0xe82c, 0x9fb7],
  [0xe831, 0x215d7],
  [0xe832, 0x9fb8],
  [0xe83b, 0x2298f],
  [0xe843, 0x9fb9],
  [0xe854, 0x9fba],
  [0xe855, 0x241fe],
  [0xe864, 0x9fbb],
]

/** Radicals typed for the characters they look like, as far as Unicode itself (NFKC) does not say so. */
const radicals =
  '⺠民 ⺌小 ⻁虎 ⻄西 ⻅见 ⻆角 ⻈讠 ⻉贝 ⻋车 ⻓长 ⻔门 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻢马 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻬齐 ⻮齿 ⻰龙'

function readStandards(): Map<string, string> {
  const found = new Map<string, string>()
  for (const entry of forms.split(/\s+/)) {
    const [standard = '', ...variants] = entry
    for (const variant of variants) found.set(variant, standard)
  }
  for (const [radical = '', standard = ''] of radicals.split(' ').map((pair) => [...pair])) found.set(radical, standard)
  for (const [former, present] of formerCodePoints) {
    found.set(String.fromCodePoint(former), String.fromCodePoint(present))
  }
  return found
}

const standards = readStandards()

/**
 * The character that stands for all forms of one: 黃 and 黄 give 黄, a compatibility ideograph its own character.
 * Any other character stands for itself.
 */
export function standardForm(character: string): string {
  const plain = character.normalize('NFKC')
  return [...plain].map((each) => standards.get(each) ?? each).join('')
}

/** Where a code point of the private use area now has one of its own: that character. */
export function presentCharacter(character: string): string | undefined {
  return /^\p{Co}$/u.test(character) ? standards.get(character) : undefined
}

/** Blanks, middle dots, hyphens, apostrophes, and what cannot be seen: joiners, variation selectors. */
const unspoken = /[\s\u00ad\u180b-\u180f\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}·•・．‧･.'’ʼ‐‑-]/gu

/**
 * A name as it is looked for: forms of a character made one, blanks and dots dropped, Latin letters small. Two names
 * that a person at a desk would take for one another have one; never to be shown or printed.
 */
export function soughtName(name: string): string {
  const bare = name.replace(unspoken, '')
  return standardForm(bare).replace(unspoken, '').toLowerCase()
}
