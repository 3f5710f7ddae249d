// The few sentences that the shell itself says.

const VIETNAMESE = {
  failed: "Việc này chưa làm được. Hãy tải lại trang rồi thử lại.",
  signedOut: "Phiên làm việc đã hết hạn. Hãy tải lại trang để đăng nhập lại.",
  offline: "Không kết nối được với máy chủ. Hãy kiểm tra mạng; trang sẽ tự cập nhật khi có lại.",
};

const ENGLISH: typeof VIETNAMESE = {
  failed: "That did not work. Reload the page and try again.",
  signedOut: "Your session has ended. Reload the page to sign in again.",
  offline: "The server cannot be reached. Check the network; the page updates itself when it is back.",
};

/** Return the shell's sentences in the language of the page. */
export function words(): typeof VIETNAMESE {
  return document.documentElement.lang.startsWith("en") ? ENGLISH : VIETNAMESE;
}
