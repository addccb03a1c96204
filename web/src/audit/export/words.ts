// The words of the export and of how to verify it.
export default {
  zh: {
    export: {
      title: '导出', about: '导出符合条件的事件：公开字段照原样，个人字段只有名称。', choose: '采用这些条件',
      ndjson: '下载 NDJSON', csv: '下载 CSV', ndjsonAbout: '一行一个事件，供程序读取。', csvAbout: '带表头的表格，可用电子表格打开；以 = + - 开头的单元格前加了单引号。',
      running: '已读取 {count} 个事件…', stop: '停止', done: '已导出 {count} 个事件，序号 {first} 至 {last}。', empty: '没有符合条件的事件，未生成文件。', stopped: '已停止，未生成文件。',
      verify: '如何验证', verifyLead: '这里下载的是查询结果。要证明日志完整、未被改动，用命令行导出整个日志，在任何一台机器上验证：',
      steps: {
        export: '导出整个日志到一个新文件夹。里面没有密钥、照片、账号和视图；日志中的个人信息是密文，导出后仍是密文。同一份日志导出的字节相同，两个人的导出可以直接比较。',
        verify: '在任何机器上验证：每一行是 Merkle 树（RFC 9162）的一片叶子，叶哈希就是本台每个事件旁列出的那一个；清单写明行数、全部行的根，以及每个文件的大小和 SHA-256。验证还会从这些行重新推导每一个视图。',
        compare: '与城市里的结果比较：两边同一序号时，摘要必须相同。清单里的根只能证明导出本身完整；谁留着较早一天的根，就能证明此前的内容没有被改动、移动或拿走。',
      },
    },
  },
  en: {
    export: {
      title: 'Export', about: 'Export the events that fit: public fields as stored, personal ones by name alone.', choose: 'Use these conditions',
      ndjson: 'Download NDJSON', csv: 'Download CSV', ndjsonAbout: 'One event a line, for programs.', csvAbout: 'A table with a header for spreadsheets; cells that begin with = + - have a quote in front.',
      running: '{count} events read…', stop: 'Stop', done: '{count} events exported, positions {first} to {last}.', empty: 'No event fits; no file was made.', stopped: 'Stopped; no file was made.',
      verify: 'How to verify', verifyLead: 'What is downloaded here is the answer to a question. To prove that the log is whole and unchanged, export all of it on the command line and check it on any machine:',
      steps: {
        export: 'Export the whole log into a new folder. Keys, photographs, accounts and views are not in it; what the log keeps of people is ciphertext and stays ciphertext. The same log gives the same bytes, so two people may compare their exports.',
        verify: 'Check it on any machine: every line is a leaf of a Merkle tree (RFC 9162), and its hash is the leaf hash shown beside each event here; the manifest names the number of lines, the root over all of them, and every file with its size and SHA-256. The check then derives every view from the lines.',
        compare: 'Compare with the city: where both name the same position, the digests must be the same. The root in the manifest proves only that the export is whole; whoever kept a root from an earlier day can prove that nothing up to there was changed, moved or taken out.',
      },
    },
  },
}
