/** Hubungan antarnama dalam data bawaan; hubungan yang ditulis orang lain tampil dalam bahasanya sendiri. */
export const relations: Readonly<Record<string, string>> = {
  'A product of OpenAI, whose largest backer Microsoft is': 'Produk OpenAI, yang penyokong terbesarnya Microsoft',
  'Amazon is one of its backers': 'Amazon salah satu penyokongnya',
  'Microsoft is its largest backer and its cloud provider':
    'Microsoft penyokong terbesar dan penyedia komputasi awannya',
  'Owned by Alphabet': 'Milik Alphabet',
  'Owned by Meta Platforms': 'Milik Meta Platforms',
  'Owned by Microsoft': 'Milik Microsoft',
}
